//! Asking to join a place.

use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{JoinRequest, LONGEST_NOTE, Membership, SignedIn};
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::views::{self, JoinView};

/// The form, and what is done with it.
pub(crate) fn join(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let account = &person.standing.account;
    let belongs = Membership::held(&mut visit.scope(), account.id)?.is_some();
    let waits = JoinRequest::waiting_of(&mut visit.scope(), account.id)?;
    let mut form = FormView::new(visit, &["note"]);
    let Some(sent) = visit.form.clone() else {
        return views::join(visit, &JoinView { form, belongs, waits });
    };
    let note = sent.text("note").to_owned();
    if note.chars().count() > LONGEST_NOTE {
        let most = i64::try_from(LONGEST_NOTE).unwrap_or(i64::MAX);
        form.refuse(
            "note",
            visit.words().say_with("field-too-long", &[("most", most.into())]),
        );
        return views::join(visit, &JoinView { form, belongs, waits });
    }
    let here = &visit.current.here;
    let world = visit.world;
    let keepers_locale = here.site.locale.clone();
    let asked = world.store.write(|write| {
        let site = &mut SiteWrite::new(here.site.id, write);
        if JoinRequest::make(site, account, &note)?.is_none() {
            return Ok(());
        }
        for keeper in Membership::keepers(&mut site.read())? {
            let message = Message::JoinRequested {
                person: account.name.clone(),
                place: here.site.name.clone(),
                note: (!note.is_empty()).then(|| note.clone()),
                link: format!("{}/manage/people", world.origin.of(&here.host)),
            };
            let locale = keeper.locale.as_deref().unwrap_or(&keepers_locale);
            enqueue(
                site.write,
                &world.keys,
                &keeper.address()?,
                locale,
                Some(here.site.id),
                &message,
            )?;
        }
        Ok(())
    });
    match asked {
        Ok(()) | Err(Error::Taken(_)) => Ok(Answer::GoOn("/join?done=join-asked".into())),
        Err(error) => Err(error.into()),
    }
}
