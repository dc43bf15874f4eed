//! Who may write comments, and which of them wait.

use serde::Serialize;
use umbel_core::SiteWrite;
use umbel_core::moderation::{CommentRules, Hold, MOST_WORDS, commenting};
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::tree::{Setting, clear_setting, write_setting};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit, workplace};

/// The most links that may be fine.
const MOST_LINKS: usize = 50;
/// The longest word, in characters.
const LONGEST_WORD: usize = 60;

/// `moderation/rules.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RulesView {
    form: FormView,
    is_on: bool,
    guests: bool,
    holds: Vec<(String, String)>,
    longest_words: usize,
}

/// `/manage/queue/rules`
pub(crate) fn change(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let words = visit.words();
    let found = commenting(&mut visit.scope())?;
    let (mut is_on, mut guests) = (found.is_on, found.rules.guests);
    let mut form = FormView::new(visit, &["hold", "most_links", "words"]);
    match visit.form.clone() {
        None => {
            form.put("hold", found.rules.hold().as_str());
            form.put("most_links", &found.rules.most_links.to_string());
            form.put("words", &found.rules.words.join("\n"));
        }
        Some(sent) => {
            (is_on, guests) = (sent.has("is_on"), sent.has("guests"));
            let rules = read(visit, &sent, &mut form);
            if form.is_fine() {
                save(visit, person, is_on, &rules)?;
                return Ok(Answer::GoOn("/manage/queue/rules?done=comment-rules".into()));
            }
        }
    }
    let view = RulesView {
        form,
        is_on,
        guests,
        holds: Hold::ALL
            .iter()
            .map(|hold| (hold.to_string(), words.say(&format!("comment-rules-hold-{hold}"))))
            .collect(),
        longest_words: MOST_WORDS * (LONGEST_WORD + 1),
    };
    let heading = words.say("comment-rules-heading");
    workplace::titled_page(visit, person, "queue", heading, "moderation/rules.html", &view)
}

fn read(visit: &Visit<'_>, sent: &Form, form: &mut FormView) -> CommentRules {
    let words = visit.words();
    let hold: Option<Hold> = sent.text("hold").parse().ok();
    if hold.is_none() {
        form.refuse("hold", words.say("report-reason-wrong"));
    }
    let most_links = sent
        .text("most_links")
        .parse()
        .ok()
        .filter(|links| *links <= MOST_LINKS);
    if most_links.is_none() {
        form.refuse("most_links", words.say("comment-rules-links-wrong"));
    }
    let listed: Vec<String> = sent
        .text("words")
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    if listed.len() > MOST_WORDS || listed.iter().any(|word| word.chars().count() > LONGEST_WORD) {
        let most = i64::try_from(MOST_WORDS).unwrap_or(i64::MAX);
        form.refuse(
            "words",
            words.say_with("comment-rules-words-wrong", &[("most", most.into())]),
        );
    }
    CommentRules {
        hold: hold.unwrap_or(Hold::FirstTime).to_string(),
        most_links: most_links.unwrap_or_default(),
        words: listed,
        guests: sent.has("guests"),
    }
}

fn save(visit: &Visit<'_>, person: &SignedIn, is_on: bool, rules: &CommentRules) -> Result<(), Problem> {
    let here = visit.current.id();
    let text = serde_json::to_string(rules).map_err(|error| Problem::Broken(error.to_string()))?;
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        if is_on {
            clear_setting(site, Setting::Comments)?;
        } else {
            write_setting(site, Setting::Comments, "off")?;
        }
        write_setting(site, Setting::CommentRules, &text)?;
        // Forms stand under every post.
        site.content_changed();
        record(site, Some(&person.standing), Act::CommentRulesChanged, "", "")
    })?;
    Ok(())
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![workplace::sample(
        "moderation/rules.html",
        &RulesView {
            form: FormView::sample(&["hold", "most_links", "words"]),
            is_on: true,
            guests: true,
            holds: vec![("first".into(), "Those of people nobody here knows yet".into())],
            longest_words: 1_000,
        },
    )]
}
