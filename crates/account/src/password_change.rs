//! Another password for somebody who knows theirs, or a first one for somebody who signs in with passkeys.

use serde::Serialize;
use umbel_core::mail::{Message, enqueue};
use umbel_core::people::{Account, Membership, OneTimeLink, Purpose, Session, SignedIn};
use umbel_web_kit::feature::sample;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::confirm::{confirm_first, is_own_password};
use crate::destination::Destination;
use crate::new_password::{self, For};
use crate::views::{self, DestinationView};

const PATH: &str = "/account/password";

/// `account/password.html`
#[derive(Clone, Debug, Serialize)]
struct PasswordView {
    form: FormView,
    email: String,
    has_password: bool,
    least: usize,
    destination: DestinationView,
}

/// The form, and what is done with it.
pub(crate) fn change(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    let account = person.standing.account.clone();
    let destination = Destination::of(visit);
    // Who has a password shows that they know it; who has none confirms in another way.
    if account.password_hash.is_none()
        && let Some(elsewhere) = confirm_first(visit, person, &destination.by_way_of(PATH))?
    {
        return Ok(elsewhere);
    }
    let whom = if Membership::keeps_anything(visit.connection, account.id)? {
        For::Keeper
    } else {
        For::Anybody
    };
    let mut form = FormView::new(visit, &["old", "password"]);
    let Some(sent) = visit.form.clone() else {
        return show(visit, &account, &destination, form, whom, 200);
    };
    form.put("old", "");
    form.put("password", "");
    let words = visit.words();
    if account.password_hash.is_some() {
        match is_own_password(visit, &account, sent.exact("old")) {
            Ok(true) => {}
            Ok(false) => {
                form.refuse("old", words.say("password-old-wrong"));
                return show(visit, &account, &destination, form, whom, 403);
            }
            Err(Problem::TooOften) => {
                form.say(words.say("sign-in-too-often"));
                return show(visit, &account, &destination, form, whom, 429);
            }
            Err(problem) => return Err(problem),
        }
    }
    let personal = [account.name.as_str(), account.email.as_str()];
    let Some((hash, is_strong)) = new_password::read(visit, &sent, &mut form, &personal, whom)? else {
        return show(visit, &account, &destination, form, whom, 200);
    };
    let world = visit.world;
    world.store.write(|write| {
        let mut account = Account::to_change(write, account.id)?;
        account.password_hash = Some(hash);
        account.password_is_strong = is_strong;
        account.save(write)?;
        // Whoever knew the old one is out, and so is whoever got hold of a link for a new one.
        Session::end_all(write, account.id, Some(&person.session.token_hash))?;
        OneTimeLink::withdraw(write, Purpose::ResetPassword, account.id)?;
        Session::confirm(write, &person.session.token_hash)?;
        let message = Message::PasswordChanged {
            name: account.name.clone(),
            link: world.sign_in_url("/forgot"),
        };
        let locale = account.locale.as_deref().unwrap_or(words.locale());
        enqueue(write, &world.keys, &account.address()?, locale, None, &message)?;
        Ok(())
    })?;
    // Who had to choose a longer one on the way to somewhere goes on.
    Ok(Answer::GoOn(
        destination
            .onward(world)
            .unwrap_or_else(|| "/account/security?done=password-changed".into()),
    ))
}

fn show(
    visit: &mut Visit<'_>,
    account: &Account,
    destination: &Destination,
    form: FormView,
    whom: For,
    status: u16,
) -> Result<Answer, Problem> {
    views::lead_on(visit, destination);
    let view = PasswordView {
        form,
        email: account.email.clone(),
        has_password: account.password_hash.is_some(),
        least: whom.least(),
        destination: destination.into(),
    };
    let head = views::head(visit, "password-heading", PATH);
    visit.page_with_status(views::status(status), "account/password.html", head, &view)
}

pub(crate) fn samples() -> Vec<(&'static str, tera::Context)> {
    vec![sample(
        "account/password.html",
        &PasswordView {
            form: FormView::sample(&["old", "password"]),
            email: "ana@boston.example".into(),
            has_password: true,
            least: 15,
            destination: DestinationView::sample(),
        },
    )]
}
