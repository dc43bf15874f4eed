//! Carrying a sign-in from the sign-in host to a site, with a code that works once, for a minute, in one browser.

use umbel_core::people::{Session, SignInCode, SignedIn};
use umbel_core::token::Token;
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::path::query_value;
use umbel_web_kit::{Answer, Cookie, Problem, Visit};

use crate::destination::{Destination, local_path};
use crate::views::{self, StaleView};

/// How long a browser may take to sign in before it comes back to the site.
const TRANSFER_COOKIE_SECONDS: i64 = 600;
const SITE_COOKIE_SECONDS: i64 = 7 * 24 * 3_600;

/// On a site: gives the browser something only it holds, and sends it to the sign-in host with the hash of that.
pub(crate) fn begin(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let to = visit.asked("to").and_then(local_path).unwrap_or("/").to_owned();
    // Two tabs that sign in at once share what the browser holds.
    let held = visit.browser.transfer.clone().unwrap_or_default();
    visit.keep_cookie(Cookie::Transfer, &held, TRANSFER_COOKIE_SECONDS);
    Ok(Answer::GoOn(format!(
        "{}?site={}&c={}&to={}",
        visit.world.sign_in_url("/authorize"),
        visit.current.id(),
        held.hash(),
        query_value(&to)
    )))
}

/// On the sign-in host: gives somebody who is signed in a code for the site; others sign in first.
pub(crate) fn authorize(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let destination = Destination::of(visit);
    let (Some(site), false) = (destination.site, destination.challenge.is_empty()) else {
        return Ok(Answer::GoOn("/account".into()));
    };
    let Some(person) = visit.person.clone() else {
        return Ok(Answer::GoOn(format!("/sign-in{}", destination.query())));
    };
    // The host comes from the tree, never from the request.
    let target = visit.world.tree.site(site).ok_or(Problem::NotFound)?;
    let to = if destination.to.is_empty() {
        "/"
    } else {
        &destination.to
    };
    let code = visit.world.store.write(|write| {
        SignInCode::make(
            &mut SiteWrite::new(site, write),
            &target.host,
            &person.session.token_hash,
            &destination.challenge,
            to,
        )
    })?;
    Ok(Answer::GoOn(format!(
        "{}/sign-in/return?code={}",
        visit.world.origin.of(&target.host),
        code.as_str()
    )))
}

/// On the site again: the code becomes a session, and the address loses it.
pub(crate) fn come_back(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let code = visit.asked("code").and_then(Token::parse);
    let held = visit.browser.transfer.clone();
    let (Some(code), Some(held)) = (code, held) else {
        return stale(visit);
    };
    let here = &visit.current.here;
    let redeemed = visit
        .world
        .store
        .write(|write| SignInCode::redeem(&mut SiteWrite::new(here.site.id, write), &here.host, &code, &held));
    match redeemed {
        Ok((session, to)) => {
            visit.keep_cookie(Cookie::Site, &session, SITE_COOKIE_SECONDS);
            visit.drop_cookie(Cookie::Transfer);
            Ok(Answer::GoOn(local_path(&to).unwrap_or("/").to_owned()))
        }
        Err(Error::NotFound(_)) => stale(visit),
        Err(error) => Err(error.into()),
    }
}

/// Signs out: in this browser, on every site at once.
pub(crate) fn sign_out(visit: &mut Visit<'_>, person: &SignedIn) -> Result<Answer, Problem> {
    if visit.form.is_none() {
        return Ok(Answer::GoOn("/".into()));
    }
    visit
        .world
        .store
        .write(|write| Session::end(write, person.standing.account.id, &person.session.token_hash))?;
    visit.drop_cookie(Cookie::Site);
    Ok(Answer::GoOn("/".into()))
}

fn stale(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let words = visit.words();
    let view = StaleView {
        heading: words.say("sign-in-stale-heading"),
        message: words.say("sign-in-stale-message"),
        link_text: words.say("sign-in-again"),
        link: "/sign-in?to=%2Fmanage".into(),
    };
    views::stale(visit, &view)
}
