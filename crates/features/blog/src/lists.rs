//! Lists of posts: the newest, and those of a topic, tag, author or month.

use aggregator::shown::front_posts;
use chrono::{Datelike, NaiveDate};
use umbel_core::content::{Author, Cursor, PostFilter, PostSummary, Taxonomy, Term};
use umbel_core::time::local_to_instant;
use umbel_web_kit::path::encoded;
use umbel_web_kit::stones::{Link, Pager};
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

use crate::cards::cards;
use crate::views::{AuthorView, IndexView, SectionView};

/// Posts on a page of a list.
const PAGE: usize = 10;
/// Months shown beside a list.
const MONTHS: usize = 24;

/// The part of front pages.
pub(crate) fn section(visit: &mut Visit<'_>) -> Result<Option<String>, Problem> {
    let now = visit.now;
    let posts = front_posts(&mut visit.scope(), now)?;
    if posts.is_empty() {
        return Ok(None);
    }
    let posts = cards(visit, &posts)?;
    let more = Link::new(visit.words().say("blog-more"), "/blog");
    visit
        .fragment("blog/section.html", &SectionView { posts, more })
        .map(Some)
}

/// `GET /blog`
pub(crate) fn newest(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let heading = visit.words().say("blog-index-heading");
    let now = visit.now;
    let sticky = if visit.asked("after").is_none() {
        PostSummary::sticky(&mut visit.scope(), now, 3)?
    } else {
        Vec::new()
    };
    let view = List {
        heading,
        feed: Some("/feed".into()),
        sticky,
        ..List::default()
    };
    view.show(visit, "/blog".into(), &PostFilter::default())
}

/// `GET /blog/topics/{slug}`
pub(crate) fn by_topic(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let topic = term(visit, Taxonomy::Topic)?;
    let list = List {
        heading: visit
            .words()
            .say_with("blog-topic-heading", &[("topic", topic.name.as_str().into())]),
        lead: Some(topic.description.clone()).filter(|text| !text.is_empty()),
        feed: Some(encoded(&format!("{}/feed", topic.path()))),
        ..List::default()
    };
    list.show(visit, topic.path(), &of_term(&topic))
}

/// `GET /blog/tags/{slug}`
pub(crate) fn by_tag(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let tag = term(visit, Taxonomy::Tag)?;
    let list = List {
        heading: visit
            .words()
            .say_with("blog-tag-heading", &[("tag", tag.name.as_str().into())]),
        lead: Some(tag.description.clone()).filter(|text| !text.is_empty()),
        feed: Some(encoded(&format!("{}/feed", tag.path()))),
        ..List::default()
    };
    list.show(visit, tag.path(), &of_term(&tag))
}

/// `GET /blog/authors/{slug}`
pub(crate) fn by_author(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let slug = visit.parameter("slug").to_owned();
    let author = Author::with_slug(&mut visit.scope(), &slug)?.ok_or(Problem::NotFound)?;
    let path = format!("/blog/authors/{}", author.slug);
    let list = List {
        heading: visit
            .words()
            .say_with("blog-author-heading", &[("author", author.name.as_str().into())]),
        author: Some(AuthorView {
            url: encoded(&path),
            report_url: format!("/report?what=person:{}", author.id),
            name: author.name,
            bio: author.bio,
        }),
        ..List::default()
    };
    let filter = PostFilter {
        author: Some(author.id),
        ..PostFilter::default()
    };
    list.show(visit, path, &filter)
}

/// `GET /blog/archive/{year}/{month}`: months by the site's own clocks.
pub(crate) fn by_month(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| Problem::NotFound);
    let year = i32::try_from(number(visit.parameter("year"))?).map_err(|_| Problem::NotFound)?;
    let month = number(visit.parameter("month"))?;
    let first = NaiveDate::from_ymd_opt(year, month, 1)
        .filter(|_| (1970..=9999).contains(&year))
        .ok_or(Problem::NotFound)?;
    let next = first
        .checked_add_months(chrono::Months::new(1))
        .ok_or(Problem::NotFound)?;
    let words = visit.words();
    let start_of = |day: NaiveDate| local_to_instant(words.zone(), day.and_time(chrono::NaiveTime::MIN));
    let name = words.month(year, month);
    let list = List {
        heading: words.say_with("blog-archive-heading", &[("month", name.as_str().into())]),
        ..List::default()
    };
    let filter = PostFilter {
        between: Some((start_of(first), start_of(next))),
        ..PostFilter::default()
    };
    list.show(visit, format!("/blog/archive/{year}/{month:02}"), &filter)
}

fn of_term(term: &Term) -> PostFilter {
    PostFilter {
        term: Some(term.id),
        ..PostFilter::default()
    }
}

/// The topic or tag a path names.
pub(crate) fn term(visit: &mut Visit<'_>, taxonomy: Taxonomy) -> Result<Term, Problem> {
    let slug = visit.parameter("slug").to_owned();
    Term::with_slug(&mut visit.scope(), taxonomy, &slug)?.ok_or(Problem::NotFound)
}

/// What differs from list to list.
#[derive(Default)]
struct List {
    heading: String,
    lead: Option<String>,
    author: Option<AuthorView>,
    feed: Option<String>,
    sticky: Vec<PostSummary>,
}

impl List {
    fn show(self, visit: &mut Visit<'_>, path: String, filter: &PostFilter) -> Result<Answer, Problem> {
        let now = visit.now;
        let after = match visit.asked("after") {
            Some(text) => Some(Cursor::parse(text).ok_or(Problem::NotFound)?),
            None => None,
        };
        let limit = i64::try_from(PAGE + 1).unwrap_or(11);
        let mut found = PostSummary::newest(&mut visit.scope(), filter, after, now, limit)?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let path = encoded(&path);
        let older = more.then(|| found.last()).flatten().and_then(|post| {
            let cursor = Cursor {
                published_at: post.published_at?,
                id: post.id,
            };
            Some(format!("{path}?after={}", cursor.text()))
        });
        let mut shown = self.sticky;
        found.retain(|post| shown.iter().all(|known| known.id != post.id));
        shown.extend(found);
        let posts = cards(visit, &shown)?;
        let topics = Term::all(&mut visit.scope(), Taxonomy::Topic)?;
        let months = months(visit)?;
        let words = visit.words();
        let view = IndexView {
            heading: self.heading.clone(),
            lead: self.lead,
            posts,
            pager: Pager {
                newer: after.is_some().then(|| path.clone()),
                older,
            },
            feed_url: self.feed.clone(),
            months,
            topics: topics
                .iter()
                .map(|topic| Link::new(topic.name.clone(), encoded(&topic.path())))
                .collect(),
            author: self.author,
        };
        let title = self.heading.clone();
        let feeds = self.feed.filter(|feed| feed != "/feed").map(|feed| {
            let title = words.say_with(
                "feed-topic-title",
                &[
                    ("topic", title.as_str().into()),
                    ("site", visit.current.here.site.name.as_str().into()),
                ],
            );
            (title, feed, "application/rss+xml")
        });
        let own_path = match after {
            Some(cursor) => format!("{path}?after={}", cursor.text()),
            None => path,
        };
        let head = PageHead {
            noindex: after.is_some(),
            feeds: feeds.into_iter().collect(),
            ..PageHead::new(title, own_path)
        };
        visit.page("blog/index.html", head, &view)
    }
}

/// The months something was published in, the newest first.
fn months(visit: &mut Visit<'_>) -> Result<Vec<Link>, Problem> {
    let now = visit.now;
    let moments = PostSummary::moments(&mut visit.scope(), now)?;
    let words = visit.words();
    let mut months: Vec<(i32, u32)> = moments
        .into_iter()
        .map(|moment| {
            let local = moment.in_zone(words.zone());
            (local.year(), local.month())
        })
        .collect();
    months.dedup();
    Ok(months
        .into_iter()
        .take(MONTHS)
        .map(|(year, month)| Link::new(words.month(year, month), format!("/blog/archive/{year}/{month:02}")))
        .collect())
}
