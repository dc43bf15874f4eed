//! How a place is moderated, in numbers and without names.

use serde::Serialize;
use std::collections::BTreeMap;
use umbel_core::moderation::{ActKind, AppealState, Quarter, Reason, quarters};
use umbel_web_kit::feature::sample;
use umbel_web_kit::i18n::Words;
use umbel_web_kit::{Answer, PageHead, Problem, Visit};

/// `moderation/transparency.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TransparencyView {
    quarters: Vec<QuarterView>,
}

/// Three months.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct QuarterView {
    name: String,
    acts: Vec<ActCount>,
    undone: usize,
    /// What became of appeals, in a sentence; none when there were none.
    appeals: Option<String>,
    /// How long half of what waited had waited at most; none when nothing waited.
    median: Option<String>,
}

/// How often something was done.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ActCount {
    name: String,
    count: usize,
    /// For which reasons, with how often; empty for what needs none.
    reasons: Vec<String>,
}

/// `GET /transparency`
pub(crate) fn show(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let words = visit.words();
    let now = visit.now;
    let found = quarters(&mut visit.scope(), words.zone(), now)?;
    let view = TransparencyView {
        quarters: found.iter().map(|quarter| quarter_view(&words, quarter)).collect(),
    };
    let name = visit.current.here.site.name.clone();
    let head = PageHead {
        description: words.say("transparency-lead"),
        ..PageHead::new(
            words.say_with("transparency-heading", &[("name", name.into())]),
            "/transparency",
        )
    };
    visit.page("moderation/transparency.html", head, &view)
}

fn quarter_view(words: &Words<'_>, quarter: &Quarter) -> QuarterView {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut by_act: BTreeMap<ActKind, Vec<(Reason, usize)>> = BTreeMap::new();
    for ((act, reason), count) in &quarter.acts {
        by_act.entry(*act).or_default().push((*reason, *count));
    }
    let of = |state: AppealState| quarter.appeals.get(&state).copied().unwrap_or(0);
    let all: usize = quarter.appeals.values().sum();
    let first_month = (quarter.number - 1) * 3 + 1;
    QuarterView {
        name: words.say_with(
            "transparency-quarter",
            &[
                ("from", words.say(&format!("month-{first_month}")).into()),
                ("to", words.say(&format!("month-{}", first_month + 2)).into()),
                ("year", quarter.year.to_string().into()),
            ],
        ),
        acts: by_act
            .into_iter()
            .map(|(act, reasons)| ActCount {
                name: words.say(&format!("transparency-act-{act}")),
                count: reasons.iter().map(|(_, count)| count).sum(),
                reasons: match act {
                    ActKind::Approved | ActKind::Kept => Vec::new(),
                    _ => reasons
                        .into_iter()
                        .map(|(reason, count)| {
                            words.say_with(
                                "transparency-reason-count",
                                &[
                                    ("reason", words.say(&format!("reason-{reason}")).into()),
                                    ("count", number(count).into()),
                                ],
                            )
                        })
                        .collect(),
                },
            })
            .collect(),
        undone: quarter.undone,
        appeals: (all > 0).then(|| {
            words.say_with(
                "transparency-appeals-outcome",
                &[
                    ("all", number(all).into()),
                    ("upheld", number(of(AppealState::Upheld)).into()),
                    ("reversed", number(of(AppealState::Reversed)).into()),
                    ("open", number(of(AppealState::Open)).into()),
                ],
            )
        }),
        median: quarter.median_seconds.map(|seconds| duration(words, seconds)),
    }
}

/// A time in its largest fitting unit, rounded up.
fn duration(words: &Words<'_>, seconds: i64) -> String {
    let (unit, length) = match seconds {
        0..3_600 => ("minutes", 60),
        3_600..172_800 => ("hours", 3_600),
        _ => ("days", 86_400),
    };
    let count = ((seconds + length - 1) / length).max(1);
    words.say_with(&format!("transparency-{unit}"), &[("count", count.into())])
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = QuarterView {
        name: "October to December 2026".into(),
        acts: vec![
            ActCount {
                name: "Hidden".into(),
                count: 3,
                reasons: vec!["Advertising: 3".into()],
            },
            ActCount {
                name: "Comments shown after a look".into(),
                count: 12,
                reasons: Vec::new(),
            },
        ],
        undone: 1,
        appeals: Some("2; stayed: 1, taken back: 1, not answered yet: 0".into()),
        median: Some("3 hours".into()),
    };
    let bare = QuarterView {
        acts: Vec::new(),
        undone: 0,
        appeals: None,
        median: None,
        ..full.clone()
    };
    vec![
        sample(
            "moderation/transparency.html",
            &TransparencyView {
                quarters: vec![full, bare],
            },
        ),
        sample(
            "moderation/transparency.html",
            &TransparencyView { quarters: Vec::new() },
        ),
    ]
}
