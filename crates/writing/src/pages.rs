//! The pages of a site as a tree, in every state.

use serde::Serialize;
use umbel_core::Id;
use umbel_core::content::{DeskFilter, DeskRow, PostKind, Sight, Status, desk, desk_counts};
use umbel_core::people::SignedIn;
use umbel_web_kit::{Answer, Problem, Visit, workplace};

use crate::posts::{Row, Tab, rows, sample_row};

/// The most pages that are shown at once.
const MOST: i64 = 500;
/// The longest search that is read, in characters.
const LONGEST_SEARCH: usize = 80;

/// `writing/pages.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PagesView {
    pages: Vec<Row>,
    tabs: Vec<Tab>,
    query: String,
    is_empty: bool,
    has_bin: bool,
}

pub(crate) fn list(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let status: Option<Status> = visit.asked("state").and_then(|word| word.parse().ok());
    let filter = DeskFilter {
        kind: PostKind::Page,
        sight: Sight::Everything,
        status,
        author: None,
        words: query.clone(),
    };
    let mut found = desk(&mut visit.scope(), &filter, 0, MOST)?;
    if query.is_empty() && status.is_none() {
        found = in_tree_order(found);
    }
    let counts = desk_counts(&mut visit.scope(), &filter)?;
    let words = visit.words();
    let count = |status: Status| counts.get(&status).copied().unwrap_or(0);
    let tab = |status: Option<Status>, count: i64| Tab {
        text: match status {
            Some(status) => words.say(&format!("writing-tab-{status}")),
            None => words.say("writing-tab-all"),
        },
        count,
        url: status.map_or_else(
            || "/manage/pages".into(),
            |status| format!("/manage/pages?state={status}"),
        ),
        current: false,
    };
    let all: i64 = Status::ALL
        .iter()
        .filter(|status| **status != Status::Trashed)
        .map(|status| count(*status))
        .sum();
    let mut tabs = vec![Tab {
        current: status.is_none(),
        ..tab(None, all)
    }];
    for one in Status::ALL {
        if count(*one) > 0 || status == Some(*one) {
            tabs.push(Tab {
                current: status == Some(*one),
                ..tab(Some(*one), count(*one))
            });
        }
    }
    let mut pages = rows(visit, found, person.standing.account.id)?;
    if !query.is_empty() || status.is_some() {
        for page in &mut pages {
            page.depth = 0;
        }
    }
    let view = PagesView {
        pages,
        tabs,
        is_empty: all == 0 && query.is_empty(),
        has_bin: status == Some(Status::Trashed),
        query,
    };
    workplace::page(visit, person, "pages", "writing/pages.html", &view)
}

/// Each page behind the one it stands beneath, siblings in their order.
fn in_tree_order(found: Vec<DeskRow>) -> Vec<DeskRow> {
    let is_known = |id: Id| found.iter().any(|row| row.id == id);
    let mut tops: Vec<&DeskRow> = Vec::new();
    let mut beneath: Vec<(Id, &DeskRow)> = Vec::new();
    for row in &found {
        match row.parent_id.filter(|parent| is_known(*parent)) {
            Some(parent) => beneath.push((parent, row)),
            None => tops.push(row),
        }
    }
    let by_order = |one: &&DeskRow, other: &&DeskRow| (one.position, &one.title).cmp(&(other.position, &other.title));
    tops.sort_by(by_order);
    beneath.sort_by(|(_, one), (_, other)| by_order(one, other));
    let mut ordered = Vec::with_capacity(found.len());
    let mut waiting: Vec<&DeskRow> = tops.into_iter().rev().collect();
    while let Some(row) = waiting.pop() {
        ordered.push(row.clone());
        waiting.extend(
            beneath
                .iter()
                .filter(|(parent, _)| *parent == row.id)
                .map(|(_, row)| *row)
                .rev(),
        );
    }
    ordered
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = PagesView {
        pages: vec![
            Row {
                depth: 0,
                public_url: None,
                ..sample_row()
            },
            sample_row(),
        ],
        tabs: vec![Tab {
            text: "All".into(),
            count: 2,
            url: "/manage/pages".into(),
            current: true,
        }],
        query: "river".into(),
        is_empty: false,
        has_bin: true,
    };
    let empty = PagesView {
        pages: Vec::new(),
        query: String::new(),
        is_empty: true,
        has_bin: false,
        ..full.clone()
    };
    let none_found = PagesView {
        pages: Vec::new(),
        ..full.clone()
    };
    [full, none_found, empty]
        .iter()
        .map(|view| workplace::sample("writing/pages.html", view))
        .collect()
}
