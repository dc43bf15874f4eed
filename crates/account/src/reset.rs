//! A new password for somebody who forgot theirs.

use umbel_core::Error;
use umbel_core::email::EmailAddress;
use umbel_core::mail::{Message, enqueue, enqueue_to_nobody};
use umbel_core::people::{Account, Membership, OneTimeLink, Purpose, Session};
use umbel_core::token::Token;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::destination::Destination;
use crate::limits;
use crate::new_password::{self, For};
use crate::sign_up::token_of;
use crate::views::{self, MailedView, NameAndPasswordView};

/// How long a link for a new password works.
pub(crate) const VALID_SECONDS: i64 = 3_600;

/// The form for an address. The answer is the same whether the address has an account or not.
pub(crate) fn forgot(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let destination = Destination::of(visit);
    let mut form = FormView::new(visit, &["email"]);
    let Some(sent) = visit.form.clone() else {
        return views::forgot(visit, &destination, form);
    };
    let Ok(email) = EmailAddress::parse(sent.text("email")) else {
        form.refuse("email", visit.words().say("field-email-wrong"));
        return views::forgot(visit, &destination, form);
    };
    let world = visit.world;
    let browser = visit.browser.clone();
    let locale = visit.words().locale().to_owned();
    world.store.write(|write| {
        // Who is told "too often" here would learn nothing useful, and a stranger would learn who was asked for.
        if !limits::reset(write, world, &browser, &email)? {
            return Ok(());
        }
        let letter = |name: &str, token: &Token| Message::ResetPassword {
            name: name.to_owned(),
            link: world.sign_in_url(&format!("/reset?token={}", token.as_str())),
        };
        let Some(account) = Account::with_email(write.connection, &email)? else {
            // As much is written for nobody as for somebody: the time it takes must not tell who has an account.
            let token = OneTimeLink::make_for_nobody(write, Purpose::ResetPassword, "")?;
            return enqueue_to_nobody(write, &world.keys, &email, &locale, &letter("", &token));
        };
        let token = OneTimeLink::make(write, Purpose::ResetPassword, Some(account.id), "", VALID_SECONDS)?;
        let message = letter(&account.name, &token);
        let locale = account.locale.as_deref().unwrap_or(&locale);
        enqueue(write, &world.keys, &account.address()?, locale, None, &message)?;
        Ok(())
    })?;
    let view = MailedView::new(visit, "forgot-mailed");
    views::mailed(visit, &view)
}

/// The link from the mail: a new password ends every session there is.
pub(crate) fn reset(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let Some(token) = token_of(visit) else {
        return views::stale_link(visit, "/forgot");
    };
    let link = match OneTimeLink::look(visit.connection, Purpose::ResetPassword, &token, visit.now) {
        Ok(link) => link,
        Err(Error::NotFound(_)) => return views::stale_link(visit, "/forgot"),
        Err(error) => return Err(error.into()),
    };
    let account = match link.account_id {
        Some(id) => Account::find(visit.connection, id)?,
        None => None,
    };
    let Some(account) = account else {
        return views::stale_link(visit, "/forgot");
    };
    let whom = if Membership::keeps_anything(visit.connection, account.id)? {
        For::Keeper
    } else {
        For::Anybody
    };
    let mut form = FormView::new(visit, &["password"]);
    form.put("token", token.as_str());
    let Some(sent) = visit.form.clone() else {
        return views::name_and_password(visit, NameAndPasswordView::reset(form, &account.email, whom));
    };
    form.put("password", "");
    let personal = [account.name.as_str(), account.email.as_str()];
    let Some((hash, is_strong)) = new_password::read(visit, &sent, &mut form, &personal, whom)? else {
        return views::name_and_password(visit, NameAndPasswordView::reset(form, &account.email, whom));
    };
    let world = visit.world;
    let locale = visit.words().locale().to_owned();
    let changed = world.store.write(|write| {
        OneTimeLink::redeem(write, Purpose::ResetPassword, &token)?;
        let mut account = Account::find(write.connection, account.id)?.ok_or(Error::NotFound("the account"))?;
        account.password_hash = Some(hash);
        account.password_is_strong = is_strong;
        // The link came by mail, so mail reaches them.
        account.email_verified_at.get_or_insert(write.now);
        account.save(write)?;
        Session::end_all(write, account.id, None)?;
        let message = Message::PasswordChanged {
            name: account.name.clone(),
            link: world.sign_in_url("/forgot"),
        };
        let locale = account.locale.as_deref().unwrap_or(&locale);
        enqueue(write, &world.keys, &account.address()?, locale, None, &message)?;
        Ok(())
    });
    match changed {
        Ok(()) => Ok(Answer::GoOn("/sign-in?done=password-set".into())),
        Err(Error::NotFound(_)) => views::stale_link(visit, "/forgot"),
        Err(error) => Err(error.into()),
    }
}
