//! The list of posts, in every state.

use serde::Serialize;
use std::collections::HashMap;
use umbel_core::Id;
use umbel_core::content::{Author, DeskFilter, DeskRow, PostKind, Sight, Status, WorkingCopy, desk, desk_counts};
use umbel_core::people::{Role, SignedIn};
use umbel_web_kit::feature::sample;
use umbel_web_kit::path::{encoded, query_value};
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, Problem, Visit, workplace};

use crate::access::{editor_of, state_of, title_of};

/// How many posts stand on a page of the list.
const ON_A_PAGE: i64 = 30;
/// The longest search that is read, in characters.
const LONGEST_SEARCH: usize = 80;
/// The most names to choose from.
const MOST_AUTHORS: i64 = 200;

/// `writing/posts.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PostsView {
    posts: Vec<Row>,
    tabs: Vec<Tab>,
    /// The word of the state that is shown; empty for all.
    state: &'static str,
    query: String,
    /// Those whose posts can be shown alone, as (id, name); none for those who see their own only.
    authors: Vec<(String, String)>,
    who: String,
    newer: Option<String>,
    older: Option<String>,
    /// Whether there is nothing at all yet.
    is_empty: bool,
    may_publish: bool,
}

/// A state, as a way to show only what is in it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Tab {
    pub(crate) text: String,
    pub(crate) count: i64,
    pub(crate) url: String,
    pub(crate) current: bool,
}

/// A post or page in a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) title: String,
    pub(crate) url: String,
    /// Its page on the site, where there is one to see.
    pub(crate) public_url: Option<String>,
    pub(crate) state: &'static str,
    pub(crate) state_text: String,
    pub(crate) author: Option<String>,
    pub(crate) when: When,
    /// What is special about it, in words.
    pub(crate) marks: Vec<String>,
    /// How deep it stands, for pages.
    pub(crate) depth: usize,
}

pub(crate) fn list(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let account = person.standing.account.id;
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let status: Option<Status> = visit.asked("state").and_then(|word| word.parse().ok());
    let page: i64 = visit
        .asked("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1)
        .clamp(1, 10_000);
    let sight = sight_of(person);
    let who = visit.asked("who").and_then(|id| id.parse().ok()).map(Id);
    let filter = DeskFilter {
        kind: PostKind::Post,
        author: who.filter(|_| !matches!(sight, Sight::Own(_))),
        sight,
        status,
        words: query.clone(),
    };
    let mut found = desk(&mut visit.scope(), &filter, (page - 1) * ON_A_PAGE, ON_A_PAGE + 1)?;
    let has_more = i64::try_from(found.len()).unwrap_or(0) > ON_A_PAGE;
    found.truncate(usize::try_from(ON_A_PAGE).unwrap_or(30));
    let everything = DeskFilter {
        words: String::new(),
        author: None,
        ..filter.clone()
    };
    let counts = desk_counts(&mut visit.scope(), &everything)?;
    let authors = if matches!(filter.sight, Sight::Own(_)) {
        Vec::new()
    } else {
        Author::all(&mut visit.scope(), MOST_AUTHORS)?
    };
    let here = Place {
        status,
        query: &query,
        who: filter.author,
    };
    let view = PostsView {
        posts: rows(visit, found, account)?,
        tabs: tabs(visit, &counts, &here),
        state: status.map_or("", Status::as_str),
        authors: authors
            .into_iter()
            .map(|author| (author.id.to_string(), author.name))
            .collect(),
        who: filter.author.map(|author| author.to_string()).unwrap_or_default(),
        newer: (page > 1).then(|| here.url(page - 1)),
        older: has_more.then(|| here.url(page + 1)),
        is_empty: counts.values().sum::<i64>() == 0,
        may_publish: person.standing.is_at_least(Role::Author),
        query,
    };
    workplace::page(visit, person, "posts", "writing/posts.html", &view)
}

/// What somebody may see of the posts of others.
fn sight_of(person: &SignedIn) -> Sight {
    let account = person.standing.account.id;
    if person.standing.is_at_least(Role::Editor) {
        Sight::Everything
    } else if person.standing.is_at_least(Role::Author) {
        Sight::OwnAndPublished(account)
    } else {
        Sight::Own(account)
    }
}

/// What a page of the list shows.
struct Place<'p> {
    status: Option<Status>,
    query: &'p str,
    who: Option<Id>,
}

impl Place<'_> {
    fn url(&self, page: i64) -> String {
        let mut parts = Vec::new();
        if let Some(status) = self.status {
            parts.push(format!("state={status}"));
        }
        if !self.query.is_empty() {
            parts.push(format!("q={}", query_value(self.query)));
        }
        if let Some(who) = self.who {
            parts.push(format!("who={who}"));
        }
        if page > 1 {
            parts.push(format!("page={page}"));
        }
        match parts.is_empty() {
            true => "/manage/posts".into(),
            false => format!("/manage/posts?{}", parts.join("&")),
        }
    }
}

fn tabs(visit: &Visit<'_>, counts: &HashMap<Status, i64>, here: &Place<'_>) -> Vec<Tab> {
    let words = visit.words();
    let all: i64 = counts
        .iter()
        .filter(|(status, _)| **status != Status::Trashed)
        .map(|(_, count)| count)
        .sum();
    let tab = |status: Option<Status>, count: i64| Tab {
        text: match status {
            Some(status) => words.say(&format!("writing-tab-{status}")),
            None => words.say("writing-tab-all"),
        },
        count,
        url: Place {
            status,
            query: "",
            who: here.who,
        }
        .url(1),
        current: status == here.status,
    };
    let mut tabs = vec![tab(None, all)];
    tabs.extend(Status::ALL.iter().filter_map(|status| {
        let count = counts.get(status).copied().unwrap_or(0);
        (count > 0 || here.status == Some(*status)).then(|| tab(Some(*status), count))
    }));
    tabs
}

/// Posts or pages as lists show them: three queries, whatever their number.
pub(crate) fn rows(visit: &mut Visit<'_>, found: Vec<DeskRow>, account: Id) -> Result<Vec<Row>, Problem> {
    let ids: Vec<Id> = found.iter().filter_map(|row| row.author_id).collect();
    let authors = Author::by_id(&mut visit.scope(), &ids)?;
    let unsaved = WorkingCopy::changed_by(&mut visit.scope(), account)?;
    let words = visit.words();
    let now = visit.now;
    Ok(found
        .into_iter()
        .map(|row| {
            let kind = if row.is_page { PostKind::Page } else { PostKind::Post };
            let mut marks = Vec::new();
            let mut mark = |applies: bool, key: &str| {
                if applies {
                    marks.push(words.say(key));
                }
            };
            mark(unsaved.contains(&row.id), "writing-mark-unsaved");
            mark(row.sticky, "writing-mark-sticky");
            mark(row.has_password, "writing-mark-password");
            let is_open = match row.status {
                Status::Published | Status::Private => row.published_at.is_none_or(|moment| moment <= now),
                _ => false,
            };
            let moment = match row.status {
                Status::Published | Status::Private | Status::Scheduled => row.published_at,
                Status::Trashed => row.trashed_at,
                Status::Draft | Status::Pending => None,
            };
            let prefix = if row.is_page { "/" } else { "/blog/" };
            Row {
                title: title_of(&row.title, &words),
                url: editor_of(kind, row.id),
                public_url: is_open.then(|| encoded(&format!("{prefix}{}", row.path))),
                state: row.status.as_str(),
                state_text: state_of(row.status, &words),
                author: row
                    .author_id
                    .and_then(|id| authors.get(&id))
                    .map(|author| author.name.clone()),
                when: words.when(moment.unwrap_or(row.updated_at)),
                marks,
                depth: row.path.matches('/').count().min(5),
            }
        })
        .collect())
}

/// `writing/tabs.html`
#[derive(Serialize)]
struct TabsView<'v> {
    tabs: &'v [Tab],
}

/// `writing/row.html`
#[derive(Serialize)]
struct RowView<'v> {
    row: &'v Row,
}

/// A row for samples.
pub(crate) fn sample_row() -> Row {
    Row {
        title: "What we learned at the river".into(),
        url: "/manage/posts/1".into(),
        public_url: Some("/blog/river".into()),
        state: "published",
        state_text: "Published".into(),
        author: Some("Rosa".into()),
        when: When::sample(),
        marks: vec!["Unsaved changes".into()],
        depth: 2,
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = PostsView {
        posts: vec![
            sample_row(),
            Row {
                public_url: None,
                author: None,
                state: "scheduled",
                marks: Vec::new(),
                ..sample_row()
            },
        ],
        tabs: vec![Tab {
            text: "All".into(),
            count: 2,
            url: "/manage/posts".into(),
            current: true,
        }],
        state: "",
        query: "river".into(),
        authors: vec![("1".into(), "Rosa".into())],
        who: "1".into(),
        newer: Some("/manage/posts".into()),
        older: Some("/manage/posts?page=3".into()),
        is_empty: false,
        may_publish: true,
    };
    let none_found = PostsView {
        posts: Vec::new(),
        newer: None,
        older: None,
        ..full.clone()
    };
    let empty = PostsView {
        query: String::new(),
        who: String::new(),
        authors: Vec::new(),
        is_empty: true,
        may_publish: false,
        state: "trashed",
        ..none_found.clone()
    };
    let mut samples: Vec<_> = [full.clone(), none_found, empty]
        .iter()
        .map(|view| workplace::sample("writing/posts.html", view))
        .collect();
    // The pieces that both lists share.
    samples.push(sample("writing/tabs.html", &TabsView { tabs: &full.tabs }));
    samples.extend(
        full.posts
            .iter()
            .map(|row| sample("writing/row.html", &RowView { row })),
    );
    samples
}
