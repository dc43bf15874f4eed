//! The room where a site's look is chosen, tried out, saved and taken back.

use actix_web::http::StatusCode;
use serde_json::json;
use umbel_core::content::Media;
use umbel_core::people::{Act, SignedIn, record};
use umbel_core::tree::{Look, Step, pictures_to_choose};
use umbel_core::{Id, SiteWrite};
use umbel_web_kit::themes::Accent;
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit, front, workplace};

use crate::palette::note;
use crate::sent::{FIELDS, fill, read, rows, rows_of};
use crate::views::{Chosen, LookView};

const ROOM: &str = "look";

/// What a button of the form asks for.
enum Asked {
    Save,
    /// The same page with other pictures to choose from.
    Find,
    /// A section one place up or down.
    Move {
        key: String,
        by: isize,
    },
    Step(Step),
}

impl Asked {
    fn of(sent: &Form) -> Self {
        let act = sent.text("act");
        match act.split_once(':') {
            Some(("up", key)) => Self::Move {
                key: key.to_owned(),
                by: -1,
            },
            Some(("down", key)) => Self::Move {
                key: key.to_owned(),
                by: 1,
            },
            Some(("to", id)) => Self::Step(Step::To(Id(id.parse().unwrap_or_default()))),
            _ => match act {
                "undo" => Self::Step(Step::Back),
                "redo" => Self::Step(Step::Forward),
                "find" => Self::Find,
                _ => Self::Save,
            },
        }
    }
}

/// `/manage/look`
pub(crate) fn change(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut form = FormView::new(visit, FIELDS);
    let Some(sent) = visit.form.clone() else {
        let look = Look::now(&mut visit.scope())?;
        let rows = rows_of(visit, &look);
        fill(&mut form, &look);
        return page(visit, person, form, Chosen::saved(look, rows));
    };
    let asked = Asked::of(&sent);
    if let Asked::Step(step) = &asked {
        return step_to(visit, person, step);
    }
    let mut rows = rows(visit, &sent);
    let mut moved = None;
    if let Asked::Move { key, by } = &asked {
        moved = shift(&mut rows, key, *by);
    }
    let look = read(visit, &sent, &mut form);
    refuse_missing_pictures(visit, &look, &mut form)?;
    if !matches!(asked, Asked::Save) {
        // Nothing is being saved: what is unfinished is said when it is.
        form = FormView::new(visit, FIELDS);
    } else if form.is_fine() {
        save(visit, person, &look)?;
        let is_adjusted = look
            .accent
            .as_deref()
            .and_then(Accent::parse)
            .is_some_and(|accent| note(&visit.words(), accent).is_some());
        let done = if is_adjusted { "look-adjusted" } else { "look" };
        return Ok(Answer::GoOn(format!("/manage/look?done={done}")));
    } else {
        form.say(visit.words().say("look-not-saved"));
    }
    let own_accent = sent.text("own_accent");
    form.put("own_accent", own_accent);
    let chosen = Chosen {
        is_own_accent: sent.text("accent") == "own",
        is_saved: false,
        moved,
        find: sent.text("find").to_owned(),
        ..Chosen::saved(look, rows)
    };
    page(visit, person, form, chosen)
}

/// `/manage/look/preview`: the front page as it would be. Nothing is written, and nothing of it is kept.
pub(crate) fn preview(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let mut look = match visit.form.clone() {
        None => Look::now(&mut visit.scope())?,
        Some(sent) => {
            let mut form = FormView::new(visit, FIELDS);
            let mut look = read(visit, &sent, &mut form);
            if visit.world.themes.choices().all(|theme| theme.name != look.theme) {
                look.theme.clone_from(&visit.current.here.site.theme);
            }
            look
        }
    };
    // A picture of another place answers like a missing one.
    let there = Media::by_id(&mut visit.scope(), &look.pictures())?;
    look.logo = look.logo.filter(|id| there.contains_key(id));
    look.header = look.header.filter(|id| there.contains_key(id));
    front::preview(visit, look)
}

/// `/manage/look/style`: the style sheet of a look that is tried out.
pub(crate) fn style(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let text = visit.world.themes.style_text(
        visit.asked("theme").unwrap_or_default(),
        visit.asked("accent"),
        visit.asked("letters"),
    );
    Ok(Answer::File {
        mime: "text/css; charset=utf-8",
        text,
    })
}

/// `/manage/look/colour`: what becomes of a colour, for the script of the room.
pub(crate) fn colour(visit: &mut Visit<'_>, _: &SignedIn) -> Result<Answer, Problem> {
    let words = visit.words();
    let typed = visit.asked("accent").unwrap_or_default();
    let (accent, sentence) = match Accent::parse(typed).or_else(|| Accent::parse(&format!("#{typed}"))) {
        Some(accent) => (Some(accent), note(&words, accent)),
        None if typed.is_empty() => {
            let theme = visit.world.themes.theme(visit.asked("theme").unwrap_or_default());
            (theme.map(|theme| theme.accent), None)
        }
        None => (None, Some(words.say("settings-accent-wrong"))),
    };
    let answer = json!({
        "shades": accent.map(Accent::shades),
        "hex": accent.map(Accent::hex),
        "note": sentence.unwrap_or_default(),
    });
    Ok(Answer::Json {
        status: StatusCode::OK,
        text: answer.to_string(),
    })
}

fn step_to(visit: &Visit<'_>, person: &SignedIn, step: &Step) -> Result<Answer, Problem> {
    let id = visit.current.id();
    let found = visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(id, write);
        let look = Look::step(site, step)?;
        if let Some(look) = &look {
            record(site, Some(&person.standing), Act::LookChanged, &look.theme, "")?;
        }
        Ok(look)
    })?;
    let done = match (&found, step) {
        (None, _) => "look-nothing",
        (Some(_), Step::Back) => "look-undone",
        (Some(_), Step::Forward) => "look-redone",
        (Some(_), Step::To(_)) => "look-chosen",
    };
    Ok(Answer::GoOn(format!("/manage/look?done={done}")))
}

fn save(visit: &Visit<'_>, person: &SignedIn, look: &Look) -> Result<(), Problem> {
    let id = visit.current.id();
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(id, write);
        if look.save(site, Some(person.standing.account.id))? {
            record(site, Some(&person.standing), Act::LookChanged, &look.theme, "")?;
        }
        Ok(())
    })?;
    Ok(())
}

/// A picture that is not in this site's library cannot be chosen, whatever a form says.
fn refuse_missing_pictures(visit: &mut Visit<'_>, look: &Look, form: &mut FormView) -> Result<(), Problem> {
    let there = Media::by_id(&mut visit.scope(), &look.pictures())?;
    let sentence = visit.words().say("look-picture-gone");
    let is_lost = |id: &Id| !there.contains_key(id);
    for (field, is_wrong) in [
        ("logo", look.logo.as_ref().is_some_and(is_lost)),
        ("header", look.header.as_ref().is_some_and(is_lost)),
        ("photos", look.parts.photos.iter().any(is_lost)),
    ] {
        if is_wrong {
            form.refuse(field, sentence.clone());
        }
    }
    Ok(())
}

/// Moves a row one place; where it now stands.
fn shift(rows: &mut [(&'static str, bool)], key: &str, by: isize) -> Option<&'static str> {
    let place = rows.iter().position(|(known, _)| *known == key)?;
    let goal = place.checked_add_signed(by).filter(|goal| *goal < rows.len())?;
    rows.swap(place, goal);
    Some(rows[goal].0)
}

fn page(visit: &mut Visit<'_>, person: &SignedIn, form: FormView, chosen: Chosen) -> Result<Answer, Problem> {
    let history = Look::history(&mut visit.scope())?;
    let pictures = pictures_to_choose(&mut visit.scope(), &chosen.find, &chosen.look.pictures())?;
    let view = LookView::new(visit, form, &chosen, &history, &pictures);
    workplace::page(visit, person, ROOM, "appearance/look.html", &view)
}
