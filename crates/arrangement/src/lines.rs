//! Lines that can be put into order, as menus and the tree of pages show them.

use serde::Serialize;
use umbel_core::Id;
use umbel_core::tree::{Outline, OutlineStep};
use umbel_web_kit::FormView;
use umbel_web_kit::workplace;

/// A line, with the ways in which it can be moved.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LineView {
    pub(crate) id: String,
    pub(crate) text: String,
    /// Where it leads.
    pub(crate) url: String,
    /// What else there is to know about it; empty when it is as usual.
    pub(crate) note: String,
    pub(crate) level: usize,
    /// Whether its own form stands open, because of what was typed.
    pub(crate) is_open: bool,
    pub(crate) steps: Vec<StepView>,
}

/// A way to move a line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StepView {
    step: &'static str,
    icon: &'static str,
    /// The key of its words.
    words: String,
    is_barred: bool,
}

/// The four ways to move a line, barred or not.
pub(crate) fn steps(outline: &Outline, id: Id, deepest: usize) -> Vec<StepView> {
    OutlineStep::ALL
        .into_iter()
        .map(|step| StepView {
            step: step.as_str(),
            icon: match step {
                OutlineStep::Up => "arrow-up",
                OutlineStep::Down => "arrow-down",
                OutlineStep::In => "arrow-right",
                OutlineStep::Out => "arrow-left",
            },
            words: format!("arrange-{}", step.as_str()),
            is_barred: outline.moved(id, step, deepest).is_none(),
        })
        .collect()
}

/// `arrangement/lines.html`, which stands within others' pages.
#[derive(Clone, Debug, Serialize)]
struct LinesView {
    arrange_action: &'static str,
    /// Which menu it is; empty when it is the tree of pages.
    arrange_menu: &'static str,
    form: FormView,
    lines: Vec<LineView>,
    deepest: usize,
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let of = |arrange_menu| LinesView {
        arrange_action: "/manage/menus",
        arrange_menu,
        form: FormView::sample(&["label", "url"]),
        lines: vec![sample(0), sample(1)],
        deepest: 1,
    };
    vec![
        workplace::sample("arrangement/lines.html", &of("main")),
        workplace::sample("arrangement/lines.html", &of("")),
    ]
}

pub(crate) fn sample(level: usize) -> LineView {
    let outline = Outline::new(vec![(Id(1), 0), (Id(2), level.min(1)), (Id(3), 0)]);
    LineView {
        id: "2".into(),
        text: "About us".into(),
        url: "/about".into(),
        note: if level == 0 { "Draft".into() } else { String::new() },
        level,
        is_open: level == 0,
        steps: steps(&outline, Id(2), 1),
    }
}
