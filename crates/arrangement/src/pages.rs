//! The pages of a site as a tree: their order, what hangs beneath what, and the way back.

use aggregator::page_tree::{DEEPEST_PAGE_LEVEL, arrange_pages, pages_in_order};
use serde::Serialize;
use umbel_core::content::Status;
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::tree::{Outline, OutlineStep, Setting, setting, write_setting};
use umbel_core::{Error, Id, SiteWrite};
use umbel_web_kit::path::encoded;
use umbel_web_kit::workplace;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::lines::{self, LineView, steps};
use crate::menus::said;

/// `arrangement/pages.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PagesView {
    form: FormView,
    lines: Vec<LineView>,
    deepest: usize,
    can_undo: bool,
}

/// The tree, and what is done with it.
pub(crate) fn arrange(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut form = FormView::new(visit, &[]);
    if let Some(sent) = visit.form.clone() {
        let line = sent.text("line").parse().ok().map(Id);
        let wanted = match (sent.text("do"), line) {
            ("order", _) => Wanted::Order(Outline::parse(sent.text("order"), usize::MAX).ok_or(Problem::BadRequest)?),
            ("undo", _) => Wanted::Undo,
            (word, Some(line)) => Wanted::Step(line, OutlineStep::parse(word).ok_or(Problem::BadRequest)?),
            _ => return Err(Problem::BadRequest),
        };
        let is_undo = matches!(wanted, Wanted::Undo);
        let is_done = change(visit, person, &wanted)?;
        let done = if is_undo { "pages-undone" } else { "pages-arranged" };
        match (is_done, sent.text("answer") == "json") {
            (true, true) => return Ok(said(visit, true, done)),
            (true, false) => return Ok(Answer::GoOn(format!("/manage/menus/pages?done={done}"))),
            (false, true) => return Ok(said(visit, false, "arrange-stale")),
            (false, false) => form.say(visit.words().say("arrange-stale")),
        }
    }
    let words = visit.words();
    let (outline, pages) = pages_in_order(&mut visit.scope())?;
    let lines = outline
        .lines()
        .iter()
        .zip(pages)
        .map(|((id, level), page)| LineView {
            id: id.to_string(),
            text: if page.title.trim().is_empty() {
                words.say("untitled")
            } else {
                page.title
            },
            url: encoded(&format!("/{}", page.path)),
            note: match page.status {
                Status::Published if page.has_password => words.say("arrange-state-password"),
                Status::Published => String::new(),
                status => words.say(&format!("arrange-state-{status}")),
            },
            level: (*level).min(DEEPEST_PAGE_LEVEL),
            is_open: false,
            steps: steps(&outline, *id, DEEPEST_PAGE_LEVEL),
        })
        .collect();
    let view = PagesView {
        form,
        lines,
        deepest: DEEPEST_PAGE_LEVEL,
        can_undo: setting(&mut visit.scope(), Setting::PagesBefore)?.is_some(),
    };
    let heading = words.say("pages-tree-heading");
    workplace::titled_page(visit, person, "menus", heading, "arrangement/pages.html", &view)
}

enum Wanted {
    Order(Outline),
    Step(Id, OutlineStep),
    Undo,
}

/// Puts the pages into another order in one transaction; no when they are not the ones the form was made for.
fn change(visit: &Visit<'_>, person: &SignedIn, wanted: &Wanted) -> Result<bool, Problem> {
    let id = visit.current.id();
    let outcome = visit.world.store.write(|write| {
        let now = write.now;
        let site = &mut SiteWrite::new(id, write);
        let (current, _) = pages_in_order(&mut site.read())?;
        let stale = || Error::Invalid("the pages have changed in the meantime".into());
        let wanted = match wanted {
            Wanted::Order(outline) => outline.clone(),
            Wanted::Step(line, step) => current.moved(*line, *step, DEEPEST_PAGE_LEVEL).ok_or_else(stale)?,
            Wanted::Undo => setting(&mut site.read(), Setting::PagesBefore)?
                .and_then(|text| Outline::parse(&text, usize::MAX))
                .ok_or_else(stale)?,
        };
        if arrange_pages(site, &wanted, now)? {
            write_setting(site, Setting::PagesBefore, &current.text())?;
            record(site, Some(&person.standing), Act::PagesArranged, "", "")?;
        }
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(true),
        Err(Error::Invalid(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let full = PagesView {
        form: FormView::sample(&[]),
        lines: vec![lines::sample(0), lines::sample(1), lines::sample(4)],
        deepest: 4,
        can_undo: true,
    };
    let empty = PagesView {
        lines: Vec::new(),
        can_undo: false,
        ..full.clone()
    };
    vec![
        workplace::sample("arrangement/pages.html", &full),
        workplace::sample("arrangement/pages.html", &empty),
    ]
}
