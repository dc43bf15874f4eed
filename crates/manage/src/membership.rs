//! One's own part in a place: what one is called there, leaving, and handing over.

use serde::Serialize;
use umbel_core::mail::Message;
use umbel_core::people::{Account, LONGEST_NAME, Membership, Role, SignedIn};
use umbel_core::{Error, Id, SiteWrite};
use umbel_web_kit::stones::When;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::people::{day, explain, write_to};
use umbel_web_kit::workplace;

/// The most people among whom a successor is chosen at once; a search finds the others.
const MOST_SUCCESSORS: i64 = 50;
/// The longest search that is read, in characters.
const LONGEST_SEARCH: usize = 80;

/// `manage/membership.html` and `manage/membership_leaving.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MembershipView {
    form: FormView,
    /// The role held at this very place; none for those who look after it from above.
    role: Option<String>,
    hint: String,
    since: Option<String>,
    /// The name of the account.
    own_name: String,
    /// Whether one comes along when the place moves.
    comes_along: bool,
    /// Whether the place may be handed over.
    may_hand_over: bool,
}

/// `manage/membership_successor.html`
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SuccessorView {
    form: FormView,
    role: String,
    may_hand_over: bool,
    /// (account, name and role)
    people: Vec<(String, String)>,
    query: String,
    /// Whether there are more than are shown.
    has_more: bool,
}

/// What one is here, with a form for what one is called.
pub(crate) fn show(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut view = own(visit, person, &["handle"])?;
    if visit.form.is_none() {
        let called = held(visit, person)?.and_then(|held| held.handle);
        view.form.put("handle", &called.unwrap_or_default());
        return page(visit, person, "manage/membership.html", &view);
    }
    let site = visit.current.id();
    let account = person.standing.account.id;
    let called = view.form.value("handle").to_owned();
    if visit.form.as_ref().is_some_and(|sent| sent.has("moving")) {
        let comes_along = visit.form.as_ref().is_some_and(|sent| sent.has("along"));
        visit
            .world
            .store
            .write(|write| Membership::come_along(&mut SiteWrite::new(site, write), account, comes_along))?;
        return Ok(Answer::GoOn("/manage/membership?done=saved".into()));
    }
    let outcome = visit
        .world
        .store
        .write(|write| Membership::call(&mut SiteWrite::new(site, write), account, Some(&called)));
    match outcome {
        Ok(()) => Ok(Answer::GoOn("/manage/membership?done=saved".into())),
        Err(Error::Invalid(_)) => {
            let most = i64::try_from(LONGEST_NAME).unwrap_or(i64::MAX);
            let sentence = visit
                .words()
                .say_with("membership-called-wrong", &[("most", most.into())]);
            view.form.refuse("handle", sentence);
            page(visit, person, "manage/membership.html", &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks before somebody leaves, and lets them go.
pub(crate) fn leave(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut view = own(visit, person, &[])?;
    if visit.form.is_none() {
        return page(visit, person, "manage/membership_leaving.html", &view);
    }
    let site = visit.current.id();
    let standing = &person.standing;
    let left = visit
        .world
        .store
        .write(|write| Membership::remove(&mut SiteWrite::new(site, write), standing, &standing.account, ""));
    match left {
        Ok(()) => Ok(Answer::GoOn("/manage?done=left".into())),
        Err(Error::NotFound(_)) => Ok(Answer::GoOn("/manage/membership".into())),
        Err(error) => {
            explain(&mut view.form, &visit.words(), error)?;
            page(visit, person, "manage/membership_leaving.html", &view)
        }
    }
}

/// Chooses who looks after the place from now on, and steps down.
pub(crate) fn hand_over(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let mut view = successors(visit, person)?;
    let words = visit.words();
    let Some(sent) = visit.form.clone() else {
        return successor_page(visit, person, &view);
    };
    let successor = match sent.text("account").parse().map(Id) {
        Ok(id) if Membership::held(&mut visit.scope(), id)?.is_some() => Account::find(visit.connection, id)?,
        _ => None,
    };
    let Some(successor) = successor.filter(|account| account.id != person.standing.account.id) else {
        view.form.refuse("account", words.say("membership-successor-wrong"));
        return successor_page(visit, person, &view);
    };
    let world = visit.world;
    let here = &visit.current.here;
    let outcome = world.store.write(|write| {
        let site = &mut SiteWrite::new(here.site.id, write);
        Membership::hand_over(site, &person.standing, &successor)?;
        let message = Message::HandedOver {
            place: here.site.name.clone(),
            by: person.standing.account.name.clone(),
            link: format!("{}/manage", world.origin.of(&here.host)),
        };
        write_to(write, world, &here.site, &successor, &message)
    });
    match outcome {
        Ok(()) => Ok(Answer::GoOn("/manage/membership?done=handed-over".into())),
        Err(Error::NotFound(_)) => {
            view.form.refuse("account", words.say("membership-successor-wrong"));
            successor_page(visit, person, &view)
        }
        Err(error) => {
            explain(&mut view.form, &words, error)?;
            successor_page(visit, person, &view)
        }
    }
}

fn held(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Option<Membership>, Problem> {
    Ok(Membership::held(&mut visit.scope(), person.standing.account.id)?)
}

fn own(visit: &mut Visit<'_>, person: &SignedIn, fields: &[&str]) -> Result<MembershipView, Problem> {
    let held = held(visit, person)?;
    let words = visit.words();
    let highest = Role::highest_at(visit.current.here.site.kind);
    let hint = match (&held, person.standing.role) {
        (Some(held), _) => words.say_with(
            "membership-role",
            &[
                ("role", words.say(&format!("role-{}", held.role)).into()),
                ("hint", words.say(&format!("role-{}-hint", held.role)).into()),
            ],
        ),
        (None, Some(role)) => words.say_with(
            "membership-from-above",
            &[("role", words.say(&format!("role-{role}")).into())],
        ),
        (None, None) => String::new(),
    };
    Ok(MembershipView {
        form: FormView::new(visit, fields),
        role: held.as_ref().map(|held| words.say(&format!("role-{}", held.role))),
        hint,
        since: held.as_ref().map(|held| day(&words.when(held.created_at))),
        own_name: person.standing.account.name.clone(),
        comes_along: held.as_ref().is_some_and(|held| held.comes_along),
        may_hand_over: held.is_some_and(|held| held.role == highest),
    })
}

fn successors(visit: &mut Visit<'_>, person: &SignedIn) -> Result<SuccessorView, Problem> {
    let words = visit.words();
    let highest = Role::highest_at(visit.current.here.site.kind);
    let own = held(visit, person)?;
    let query: String = visit
        .asked("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST_SEARCH)
        .collect();
    let found = Membership::holders(&mut visit.scope(), &query, 0, MOST_SUCCESSORS + 2)?;
    let mut people: Vec<(String, String)> = found
        .into_iter()
        .filter(|holder| holder.account.id != person.standing.account.id)
        .map(|holder| {
            let role = words.say(&format!("role-{}", holder.membership.role));
            let text = words.say_with(
                "membership-successor-choice",
                &[("name", holder.name().into()), ("role", role.as_str().into())],
            );
            (holder.account.id.to_string(), text)
        })
        .collect();
    let most = usize::try_from(MOST_SUCCESSORS).unwrap_or(50);
    let has_more = people.len() > most;
    people.truncate(most);
    Ok(SuccessorView {
        form: FormView::new(visit, &["account"]),
        role: words.say(&format!("role-{highest}")),
        may_hand_over: own.is_some_and(|own| own.role == highest),
        people,
        query,
        has_more,
    })
}

fn page(
    visit: &mut Visit<'_>,
    person: &SignedIn,
    template: &'static str,
    view: &MembershipView,
) -> Result<Answer, Problem> {
    workplace::page(visit, person, "membership", template, view)
}

fn successor_page(visit: &mut Visit<'_>, person: &SignedIn, view: &SuccessorView) -> Result<Answer, Problem> {
    workplace::page(visit, person, "membership", "manage/membership_successor.html", view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    let view = MembershipView {
        form: FormView::sample(&["handle"]),
        role: Some("Site manager".into()),
        hint: "Site manager: looks after the people.".into(),
        since: Some(day(&When::sample())),
        own_name: "Ana Romero".into(),
        comes_along: true,
        may_hand_over: true,
    };
    vec![
        workplace::sample("manage/membership.html", &view),
        workplace::sample("manage/membership_leaving.html", &view),
        workplace::sample(
            "manage/membership_successor.html",
            &SuccessorView {
                form: FormView::sample(&["account"]),
                role: "Site manager".into(),
                may_hand_over: true,
                people: vec![("2".into(), "Luz (Editor)".into())],
                query: "l".into(),
                has_more: true,
            },
        ),
    ]
}
