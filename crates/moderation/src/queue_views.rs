//! What the queue's template is given.

use serde::Serialize;
use umbel_web_kit::i18n::Words;
use umbel_web_kit::stones::{Link, When};
use umbel_web_kit::workplace;

use crate::parts::FilterView;

/// `moderation/queue.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QueueView {
    pub(crate) filters: Vec<FilterView>,
    pub(crate) shown: String,
    pub(crate) query: String,
    pub(crate) groups: Vec<GroupView>,
    /// Whether anything can be chosen for doing many at once.
    pub(crate) can_choose: bool,
    pub(crate) newer: Option<String>,
    pub(crate) older: Option<String>,
    /// The numbers of the acts that were just done, separated by commas; empty when there are none.
    pub(crate) undo: String,
    pub(crate) reasons: Vec<(String, String)>,
    pub(crate) may_set_rules: bool,
}

/// Things of one kind.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GroupView {
    pub(crate) key: String,
    pub(crate) heading: String,
    pub(crate) rows: Vec<RowView>,
}

/// One thing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RowView {
    /// What stands in the form when it is chosen; none for what is answered elsewhere.
    pub(crate) item: Option<String>,
    pub(crate) name: String,
    pub(crate) byline: String,
    pub(crate) tags: Vec<String>,
    pub(crate) when: When,
    pub(crate) about: Option<Link>,
    pub(crate) text: String,
    pub(crate) buttons: Vec<ButtonView>,
    pub(crate) more: Option<Link>,
    pub(crate) is_urgent: bool,
}

/// A button of one thing.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ButtonView {
    value: String,
    text: String,
    is_primary: bool,
}

impl GroupView {
    pub(crate) fn new(words: &Words<'_>, key: &str, rows: Vec<RowView>) -> Self {
        Self {
            key: key.to_owned(),
            heading: words.say(&format!("queue-{key}")),
            rows,
        }
    }
}

impl RowView {
    /// A line with a name and nothing else.
    pub(crate) fn new(name: String) -> Self {
        Self {
            item: None,
            name,
            byline: String::new(),
            tags: Vec::new(),
            when: When::sample(),
            about: None,
            text: String::new(),
            buttons: Vec::new(),
            more: None,
            is_urgent: false,
        }
    }
}

impl ButtonView {
    /// The button that does `what` with an item.
    pub(crate) fn new(words: &Words<'_>, what: &str, item: &str, key: &str) -> Self {
        Self {
            value: format!("{what}:{item}"),
            text: words.say(key),
            is_primary: matches!(what, "approve" | "keep" | "accept"),
        }
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let row = RowView {
        item: Some("comment:1".into()),
        byline: "guest".into(),
        tags: vec!["first time here".into()],
        about: Some(Link::new("under What we learned", "/blog/river")),
        text: "See you there.".into(),
        buttons: vec![
            ButtonView {
                value: "approve:comment:1".into(),
                text: "Show it".into(),
                is_primary: true,
            },
            ButtonView {
                value: "hide:comment:1".into(),
                text: "Hide".into(),
                is_primary: false,
            },
        ],
        more: Some(Link::new("More", "/manage/queue/comment/1")),
        is_urgent: true,
        ..RowView::new("Tomás".into())
    };
    let full = QueueView {
        filters: vec![FilterView {
            text: "Everything that waits".into(),
            url: "/manage/queue?show=waiting".into(),
            current: true,
        }],
        shown: "waiting".into(),
        query: "soup".into(),
        groups: vec![GroupView {
            key: "comments".into(),
            heading: "Comments that wait".into(),
            rows: vec![row, RowView::new("Luz".into())],
        }],
        can_choose: true,
        newer: Some("/manage/queue?show=waiting".into()),
        older: Some("/manage/queue?show=waiting&page=3".into()),
        undo: "17".into(),
        reasons: vec![("spam".into(), "Advertising".into())],
        may_set_rules: true,
    };
    let empty = QueueView {
        query: String::new(),
        groups: Vec::new(),
        can_choose: false,
        newer: None,
        older: None,
        undo: String::new(),
        may_set_rules: false,
        ..full.clone()
    };
    let searched = QueueView {
        query: "nothing".into(),
        ..empty.clone()
    };
    vec![
        workplace::sample("moderation/queue.html", &full),
        workplace::sample("moderation/queue.html", &empty),
        workplace::sample("moderation/queue.html", &searched),
    ]
}
