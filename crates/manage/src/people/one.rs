//! One of those who belong: changing the role, and removing.

use serde::Serialize;
use umbel_core::mail::Message;
use umbel_core::people::{Account, Membership, SignedIn};
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use super::{RoleChoice, chosen_role, day, explain, id_in_path, roles_to_give, sample_role, write_to, written};
use umbel_web_kit::workplace;

/// `manage/person.html` and `manage/person_removal.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonView {
    form: FormView,
    id: String,
    name: String,
    /// The name of the account, when the person is called otherwise here.
    own_name: Option<String>,
    role: String,
    since: String,
    roles: Vec<RoleChoice>,
    /// Whether the one who looks may change anything: nobody acts on somebody who holds more.
    may_change: bool,
}

/// The person with a form for another role, and what is done with it.
pub(crate) fn role(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let (held, account) = found(visit)?;
    if account.id == person.standing.account.id {
        return Ok(Answer::GoOn("/manage/membership".into()));
    }
    let mut view = view(visit, person, &held, &account, &["role"]);
    if visit.form.is_none() {
        view.form.put("role", held.role.as_str());
        return show(visit, person, "manage/person.html", &view);
    }
    let words = visit.words();
    let Some(role) = chosen_role(&mut view.form, &words, &view.roles) else {
        return show(visit, person, "manage/person.html", &view);
    };
    let back = format!("/manage/people/{}", account.id);
    if role == held.role {
        return Ok(Answer::GoOn(back));
    }
    let world = visit.world;
    let here = &visit.current.here;
    let changed = world.store.write(|write| {
        Membership::grant(
            &mut SiteWrite::new(here.site.id, write),
            Some(&person.standing),
            &account,
            role,
        )?;
        let message = Message::RoleChanged {
            place: here.site.name.clone(),
            role: role.to_string(),
            by: person.standing.account.name.clone(),
            link: format!("{}/manage", world.origin.of(&here.host)),
        };
        write_to(write, world, &here.site, &account, &message)
    });
    match changed {
        Ok(()) => Ok(Answer::GoOn(format!("{back}?done=role-changed"))),
        Err(error) => {
            explain(&mut view.form, &words, error)?;
            show(visit, person, "manage/person.html", &view)
        }
    }
}

/// Asks before somebody is removed, and removes them.
pub(crate) fn remove(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let (held, account) = found(visit)?;
    if account.id == person.standing.account.id {
        return Ok(Answer::GoOn("/manage/membership".into()));
    }
    let mut view = view(visit, person, &held, &account, &["reason"]);
    if visit.form.is_none() {
        return show(visit, person, "manage/person_removal.html", &view);
    }
    let words = visit.words();
    let reason = written(&mut view.form, &words, "reason");
    if !view.form.is_fine() {
        return show(visit, person, "manage/person_removal.html", &view);
    }
    let world = visit.world;
    let here = &visit.current.here;
    let removed = world.store.write(|write| {
        let site = &mut SiteWrite::new(here.site.id, write);
        Membership::remove(site, &person.standing, &account, reason.as_deref().unwrap_or_default())?;
        let message = Message::Removed {
            place: here.site.name.clone(),
            by: person.standing.account.name.clone(),
            reason: reason.clone(),
        };
        write_to(write, world, &here.site, &account, &message)
    });
    match removed {
        Ok(()) => Ok(Answer::GoOn("/manage/people?done=removed".into())),
        // Somebody else removed them meanwhile, or they left.
        Err(Error::NotFound(_)) => Ok(Answer::GoOn("/manage/people".into())),
        Err(error) => {
            explain(&mut view.form, &words, error)?;
            show(visit, person, "manage/person_removal.html", &view)
        }
    }
}

/// Who stands in the path, if they hold a role at this very place.
fn found(visit: &mut Visit<'_>) -> Result<(Membership, Account), Problem> {
    let id = id_in_path(visit, "id")?;
    let held = Membership::held(&mut visit.scope(), id)?.ok_or(Problem::NotFound)?;
    let account = Account::find(visit.connection, id)?.ok_or(Problem::NotFound)?;
    Ok((held, account))
}

fn view(visit: &Visit<'_>, person: &SignedIn, held: &Membership, account: &Account, fields: &[&str]) -> PersonView {
    let words = visit.words();
    PersonView {
        form: FormView::new(visit, fields),
        id: account.id.to_string(),
        name: held.handle.as_ref().unwrap_or(&account.name).clone(),
        own_name: held.handle.is_some().then(|| account.name.clone()),
        role: words.say(&format!("role-{}", held.role)),
        since: day(&words.when(held.created_at)),
        roles: roles_to_give(visit, person),
        may_change: person.standing.is_at_least(held.role),
    }
}

fn show(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    template: &'static str,
    view: &PersonView,
) -> Result<Answer, Problem> {
    workplace::page(visit, person, "people", template, view)
}

pub(super) fn samples() -> Vec<(&'static str, tera::Context)> {
    let view = |field: &str| PersonView {
        form: FormView::sample(&[field]),
        id: "2".into(),
        name: "Anita".into(),
        own_name: Some("Ana Romero".into()),
        role: "Editor".into(),
        since: day(&When::sample()),
        roles: vec![sample_role()],
        may_change: true,
    };
    vec![
        workplace::sample("manage/person.html", &view("role")),
        workplace::sample("manage/person_removal.html", &view("reason")),
    ]
}
