//! The editor: opening a post or page, and everything that is done with its form.

use aggregator::comments::tell_moderators;
use aggregator::publication::{self, NewText, Saved, Step, steps};
use aggregator::tree_changes::Letters;
use umbel_core::content::{Post, PostKind, SourceFormat, Status, WorkingCopy};
use umbel_core::people::SignedIn;
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::{Answer, Form, FormView, Problem, Visit};

use crate::access::{editor_of, found};
use crate::conflict::conflict;
use crate::edit_view::{Extra, filled, page as page_of};
use crate::form::{FIELDS, Typed, read, typed};
use crate::keep::{keep_typed, version_of, who_saved};
use crate::to_markdown::to_markdown;

pub(crate) fn post(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    edit(visit, person, PostKind::Post)
}

pub(crate) fn page(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    edit(visit, person, PostKind::Page)
}

fn edit(visit: &mut Visit<'_>, person: &SignedIn, kind: PostKind) -> Result<Answer, Problem> {
    let post = found(visit, person, kind)?;
    let sent = visit.form.clone();
    if post.status == Status::Trashed {
        // What was typed before somebody threw it away is not lost: it waits until it is brought back.
        if let Some(sent) = sent.filter(|sent| typed(sent).differs_from(&post)) {
            keep_typed(
                visit,
                person.standing.account.id,
                &post,
                &typed(&sent),
                version_of(&sent),
            )?;
        }
        return Ok(Answer::GoOn(format!("{}/bin", editor_of(kind, post.id))));
    }
    match sent {
        Some(sent) => act(visit, person, &post, &sent),
        None => open(visit, person, post),
    }
}

/// Shows what somebody has not saved yet, else what is saved.
fn open(visit: &mut Visit<'_>, person: &SignedIn, post: Post) -> Result<Answer, Problem> {
    let possible = steps(&mut visit.scope(), &person.standing, &post)?;
    let account = person.standing.account.id;
    let mut extra = Extra::default();
    let copy = WorkingCopy::find(&mut visit.scope(), post.id, account)?;
    let unsaved = copy.clone().filter(|copy| copy.is_changed);
    if possible.contains(&Step::Save) {
        let here = visit.current.id();
        let now = visit.now;
        // Whoever opens a text is at it, and the others see that.
        visit.world.store.write(|write| {
            let site = &mut SiteWrite::new(here, write);
            match &unsaved {
                Some(_) => WorkingCopy::mark_seen(site, post.id, account).map(|_| ()),
                None => WorkingCopy::of(&post, account, now).keep(site),
            }
        })?;
        extra.others = WorkingCopy::others(&mut visit.scope(), post.id, account, now)?;
    }
    let mut form = filled(visit, &post)?;
    if let Some(copy) = unsaved {
        let when = visit.words().when(copy.seen_at);
        extra.unsaved = Some(visit.words().say_with(
            "writing-unsaved",
            &[
                ("day", when.relative.as_str().into()),
                ("time", when.time.as_str().into()),
            ],
        ));
        if copy.base_version < post.version {
            let who = who_saved(visit, &post)?;
            extra.meanwhile = Some(
                visit
                    .words()
                    .say_with("writing-meanwhile", &[("name", who.as_str().into())]),
            );
        }
        form.put("title", &copy.title);
        form.put("source", &copy.source);
        form.put("summary", &copy.summary);
        form.put("version", &copy.base_version.to_string());
    }
    if possible.is_empty() {
        extra.refusal = Some(visit.words().say("writing-not-yours"));
    }
    page_of(visit, person, &post, form, &possible, extra)
}

/// Does what the button says that was pressed.
fn act(visit: &mut Visit<'_>, person: &SignedIn, post: &Post, sent: &Form) -> Result<Answer, Problem> {
    let url = editor_of(post.kind, post.id);
    let account = person.standing.account.id;
    let (here, now) = (visit.current.id(), visit.now);
    let store = &visit.world.store;
    match sent.text("do") {
        "discard" => {
            store.write(|write| {
                publication::forget_copy_of(&mut SiteWrite::new(here, write), &person.standing, post, now)
            })?;
            return Ok(Answer::GoOn(format!("{url}?done=writing-discarded")));
        }
        "theirs" => {
            let typed = typed(sent);
            store.write(|write| {
                let site = &mut SiteWrite::new(here, write);
                let copy = WorkingCopy {
                    // Older than what is stored: so it stays among the earlier texts.
                    base_version: post.version - 1,
                    is_changed: typed.differs_from(post),
                    title: typed.title.clone(),
                    source: typed.source.clone(),
                    summary: typed.summary.clone(),
                    ..WorkingCopy::of(post, account, now)
                };
                copy.keep(site)?;
                publication::forget_copy_of(site, &person.standing, post, now)
            })?;
            return Ok(Answer::GoOn(format!("{url}?done=writing-theirs")));
        }
        "preview" => {
            keep_typed(visit, account, post, &typed(sent), version_of(sent))?;
            return Ok(Answer::GoOn(format!("{url}/preview")));
        }
        "markdown" => return turn_into_markdown(visit, person, post, sent),
        "bin" => {
            let typed = typed(sent);
            if typed.differs_from(post) && sent.has("source") {
                keep_typed(visit, account, post, &typed, version_of(sent))?;
            }
            store.write(|write| {
                publication::bin(&mut SiteWrite::new(here, write), Some(&person.standing), post.id, now)
            })?;
            return Ok(Answer::GoOn(format!("{url}/bin?done=writing-binned")));
        }
        _ => {}
    }
    let step = Step::parse(sent.text("do")).unwrap_or(Step::Save);
    save(visit, person, post, sent, step)
}

/// Takes a step with what was typed, or shows the page again with it.
fn save(visit: &mut Visit<'_>, person: &SignedIn, post: &Post, sent: &Form, step: Step) -> Result<Answer, Problem> {
    let account = person.standing.account.id;
    let possible = steps(&mut visit.scope(), &person.standing, post)?;
    let typed = typed(sent);
    if !possible.contains(&step) {
        // It stands elsewhere by now, or is not theirs to change any more: what they typed is kept and shown.
        keep_typed(visit, account, post, &typed, version_of(sent))?;
        let extra = Extra {
            refusal: Some(visit.words().say("writing-step-impossible")),
            ..Extra::default()
        };
        let form = shown_again(visit, &typed);
        return page_of(visit, person, post, form, &possible, extra);
    }
    if version_of(sent) != post.version {
        return outdated(visit, person, post, &typed, &possible, step);
    }
    let mut form = shown_again(visit, &typed);
    let Some(wanted) = read(visit, sent, &mut form, post, step)? else {
        // Whatever becomes of this page, the text is safe.
        keep_typed(visit, account, post, &typed, version_of(sent))?;
        return page_of(visit, person, post, form, &possible, Extra::default());
    };
    let (world, here, now) = (visit.world, visit.current.id(), visit.now);
    let address_of = |host: &str| world.origin.of(host);
    let letters = Letters {
        keys: &world.keys,
        address_of: &address_of,
    };
    let outcome = world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        let saved = publication::save(site, &person.standing, post.id, version_of(sent), &wanted, step, now)?;
        if step == Step::Submit && matches!(saved, Saved::Yes(_)) {
            tell_moderators(site, &letters)?;
        }
        Ok(saved)
    });
    match outcome {
        Ok(Saved::Yes(saved)) => Ok(Answer::GoOn(format!(
            "{}?done={}",
            editor_of(saved.kind, saved.id),
            done(post, &saved, step)
        ))),
        Ok(Saved::MeanwhileChanged(stored)) => outdated(visit, person, &stored, &typed, &possible, step),
        Err(Error::Taken(_)) => {
            form.refuse("address", visit.words().say("writing-address-taken"));
            page_of(visit, person, post, form, &possible, Extra::default())
        }
        Err(Error::Invalid(_)) => {
            form.say(visit.words().say("writing-cannot"));
            page_of(visit, person, post, form, &possible, Extra::default())
        }
        Err(error) => Err(error.into()),
    }
}

/// Somebody saved it since: nothing is overwritten, both texts are shown.
fn outdated(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    stored: &Post,
    typed: &Typed,
    possible: &[Step],
    step: Step,
) -> Result<Answer, Problem> {
    let account = person.standing.account.id;
    // A button that was pressed twice sends the same text twice.
    if stored.saved_by == Some(account) && !typed.differs_from(stored) {
        return Ok(Answer::GoOn(format!(
            "{}?done=writing-saved",
            editor_of(stored.kind, stored.id)
        )));
    }
    keep_typed(visit, account, stored, typed, stored.version - 1)?;
    let mut form = shown_again(visit, typed);
    form.put("version", &stored.version.to_string());
    let extra = Extra {
        conflict: Some(conflict(visit, stored, typed, step.as_str())?),
        ..Extra::default()
    };
    page_of(visit, person, stored, form, possible, extra)
}

/// The form with what was typed, to the letter.
fn shown_again(visit: &Visit<'_>, typed: &Typed) -> FormView {
    let mut form = FormView::new(visit, FIELDS);
    form.put("title", &typed.title);
    form.put("source", &typed.source);
    form.put("summary", &typed.summary);
    form.put("password", "");
    form
}

/// The key of the sentence that says what was done.
fn done(before: &Post, saved: &Post, step: Step) -> &'static str {
    let is_new = before.status != saved.status;
    match (saved.status, step) {
        (Status::Pending, Step::Submit) => "writing-submitted",
        (Status::Published, _) if is_new => "writing-published",
        (Status::Published, _) => "writing-updated",
        (Status::Scheduled, _) => "writing-scheduled",
        (Status::Private, _) if is_new => "writing-for-members",
        (Status::Draft, Step::Unpublish) => "writing-taken-back",
        _ => "writing-saved",
    }
}

/// From now on it is written in Markdown; the text as it was is among the earlier ones.
fn turn_into_markdown(visit: &mut Visit<'_>, person: &SignedIn, post: &Post, sent: &Form) -> Result<Answer, Problem> {
    let url = editor_of(post.kind, post.id);
    if post.source_format == SourceFormat::Markdown {
        return Ok(Answer::GoOn(url));
    }
    let typed = typed(sent);
    if version_of(sent) != post.version {
        let possible = steps(&mut visit.scope(), &person.standing, post)?;
        return outdated(visit, person, post, &typed, &possible, Step::Save);
    }
    let Some(source) = to_markdown(&typed.source) else {
        return Err(Problem::BadRequest);
    };
    let text = NewText::new(typed.title, source, SourceFormat::Markdown, typed.summary);
    let (here, now) = (visit.current.id(), visit.now);
    visit.world.store.write(|write| {
        let site = &mut SiteWrite::new(here, write);
        publication::turn_into_markdown(site, &person.standing, post.id, &text, now)?;
        WorkingCopy::forget(site, post.id, person.standing.account.id)
    })?;
    Ok(Answer::GoOn(format!("{url}?done=writing-markdown")))
}
