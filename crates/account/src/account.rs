//! One's own account: name and language, places, sessions.

use umbel_core::people::{Membership, Session, SignedIn};
use umbel_web_kit::{Answer, Cookie, FormView, Problem, Visit};

use crate::views::{self, OverviewView, PlaceView, SessionView};

/// The front of this host leads to the account, which leads to signing in.
pub(crate) fn home(_: &mut Visit<'_>) -> Result<Answer, Problem> {
    Ok(Answer::GoOn("/account".into()))
}

/// Name, language, places and sessions; the form changes name and language.
pub(crate) fn overview(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let account = person.standing.account.clone();
    let mut form = FormView::new(visit, &["name", "locale"]);
    if let Some(sent) = visit.form.clone() {
        let locale = sent.text("locale").to_owned();
        let known = visit.world.themes.languages().all().any(|language| language == locale);
        let mut changed = account.clone();
        match changed.rename(sent.text("name")) {
            Ok(()) => {
                changed.locale = known.then_some(locale);
                visit.world.store.write(|write| changed.save(write))?;
                return Ok(Answer::GoOn("/account?done=saved".into()));
            }
            Err(_) => form.refuse("name", visit.words().say("field-name-wrong")),
        }
    } else {
        form.put("name", &account.name);
        form.put("locale", account.locale.as_deref().unwrap_or_default());
    }
    let words = visit.words();
    let places = Membership::of_account(visit.connection, account.id)?
        .into_iter()
        .filter_map(|held| {
            let site = visit.world.tree.site(held.site.id)?;
            Some(PlaceView {
                name: held.site.name,
                url: format!("{}/sign-in?to=%2Fmanage", visit.world.origin.of(&site.host)),
                role: words.say(&format!("role-{}", held.role)),
            })
        })
        .collect();
    let sessions = Session::of(visit.connection, &account, visit.now)?
        .into_iter()
        .map(|session| SessionView {
            device: session.device.clone(),
            seen: words.when(session.seen_at),
            is_this: session.token_hash == person.session.token_hash,
            key: session.token_hash,
        })
        .collect();
    let languages = visit
        .world
        .themes
        .languages()
        .all()
        .map(|language| (language.to_owned(), words.say(&format!("language-name-{language}"))))
        .collect();
    let view = OverviewView {
        email: account.email,
        form,
        languages,
        places,
        sessions,
    };
    views::overview(visit, &view)
}

/// Signs out: in this browser, on every site at once.
pub(crate) fn sign_out(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        return Ok(Answer::GoOn("/account".into()));
    }
    visit
        .world
        .store
        .write(|write| Session::end(write, person.standing.account.id, &person.session.token_hash))?;
    visit.drop_cookie(Cookie::SignIn);
    Ok(Answer::GoOn("/sign-in?done=signed-out".into()))
}
