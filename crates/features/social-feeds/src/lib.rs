//! Social feeds: what a group says elsewhere, shown on its own site without a request to anybody else.

mod views;

use aggregator::feeds::{Entry, Feed};
use rust_embed::RustEmbed;
use umbel_core::content::Cursor;
use umbel_web_kit::feature::{self, EVERYWHERE, Feature, FrontSection, NavLink, Route};
use umbel_web_kit::stones::{Link, Pager};
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use views::{EntryCard, IndexView, SectionView, SourceView};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// Entries on a front page.
const FRONT: i64 = 4;
/// Entries on the page of all.
const PAGE: usize = 20;

/// Social feeds.
pub static FEATURE: Feature = Feature {
    key: "social-feeds",
    optional: true,
    routes: &[Route::get("/social", all).reading(&["after"])],
    nav: Some(NavLink {
        label: "nav-social",
        path: "/social",
        position: 40,
        kinds: EVERYWHERE,
    }),
    section: Some(FrontSection {
        position: 30,
        render: section,
    }),
    templates: feature::built_in_templates::<Templates>,
    samples: views::samples,
    ..Feature::BUILT_IN
};

fn section(visit: &mut Visit<'_>) -> Result<Option<String>, Problem> {
    let entries = Entry::newest(&mut visit.scope(), None, FRONT)?;
    if entries.is_empty() {
        return Ok(None);
    }
    let view = SectionView {
        entries: entries.iter().map(|(entry, feed)| card(visit, entry, feed)).collect(),
        more: Link::new(visit.words().say("social-more"), "/social"),
    };
    visit.fragment("social-feeds/section.html", &view).map(Some)
}

/// `GET /social`
fn all(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let after = match visit.asked("after") {
        Some(text) => Some(Cursor::parse(text).ok_or(Problem::NotFound)?),
        None => None,
    };
    let limit = i64::try_from(PAGE + 1).unwrap_or(21);
    let mut entries = Entry::newest(&mut visit.scope(), after, limit)?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let older = more.then(|| entries.last()).flatten().map(|(entry, _)| {
        let cursor = Cursor {
            published_at: entry.published_at,
            id: entry.id,
        };
        format!("/social?after={}", cursor.text())
    });
    let sources = Feed::all(&mut visit.scope())?;
    let words = visit.words();
    let view = IndexView {
        entries: entries.iter().map(|(entry, feed)| card(visit, entry, feed)).collect(),
        sources: sources
            .into_iter()
            .map(|feed| SourceView {
                title: feed.title,
                url: feed.site_url,
                kind: feed.kind,
            })
            .collect(),
        pager: Pager {
            newer: after.is_some().then(|| "/social".to_owned()),
            older,
        },
    };
    let head = PageHead {
        noindex: true,
        ..PageHead::new(words.say("social-heading"), "/social")
    };
    visit.page("social-feeds/index.html", head, &view)
}

fn card(visit: &Visit<'_>, entry: &Entry, feed: &Feed) -> EntryCard {
    EntryCard {
        id: entry.id.to_string(),
        url: entry.url.clone(),
        title: entry.title.clone(),
        html: entry.html.clone(),
        when: visit.words().when(entry.published_at),
        source: Link::new(feed.title.clone(), feed.site_url.clone()),
        source_kind: feed.kind.clone(),
        author: entry.author.clone(),
        picture: None,
        report_url: format!("/report?what=entry:{}", entry.id),
    }
}
