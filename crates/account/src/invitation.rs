//! Answering an invitation.

use umbel_core::email::EmailAddress;
use umbel_core::people::{Account, Invitation, NewAccount, Role, Verified};
use umbel_core::{Error, SiteWrite};
use umbel_web_kit::path::query_value;
use umbel_web_kit::{Answer, FormView, Problem, Visit};

use crate::destination::Destination;
use crate::new_password::{self, For};
use crate::sign_in;
use crate::sign_up::token_of;
use crate::views::{self, InvitationView};

/// Shows an invitation, and takes the answer of somebody who is signed in or makes an account for its address.
pub(crate) fn answer(visit: &mut Visit<'_>) -> Result<Answer, Problem> {
    let Some(token) = token_of(visit) else {
        return views::stale_link(visit, "/account");
    };
    let invitation = match Invitation::look(visit.connection, &token, visit.now) {
        Ok(invitation) => invitation,
        Err(Error::NotFound(_)) => return views::stale_link(visit, "/account"),
        Err(error) => return Err(error.into()),
    };
    let place = visit.world.tree.site(invitation.site_id).ok_or(Problem::NotFound)?;
    let inviter = match invitation.invited_by {
        Some(id) => Account::find(visit.connection, id)?.map(|account| account.name),
        None => None,
    };
    let email = EmailAddress::parse(&invitation.email)?;
    let known = Account::with_email(visit.connection, &email)?;
    let whom = if invitation.role >= Role::Manager {
        For::Keeper
    } else {
        For::Anybody
    };
    let mut form = FormView::new(visit, &["name", "password"]);
    form.put("token", token.as_str());
    form.put("password", "");
    let signed_in = visit.person.as_ref().map(|person| person.standing.account.clone());
    let is_for_them = signed_in
        .as_ref()
        .is_some_and(|account| account.email == email.normalised());
    let back = format!("/invitation?token={}", token.as_str());
    let mut view = InvitationView {
        inviter,
        place: place.site.name.clone(),
        kind: place.site.kind.to_string(),
        place_url: visit.world.origin.of(&place.host),
        role: visit.words().say(&format!("role-{}", invitation.role)),
        email: email.as_str().to_owned(),
        is_for_them,
        is_somebody_else: signed_in.is_some() && !is_for_them,
        has_account: known.is_some(),
        sign_in: format!("/sign-in?to={}", query_value(&back)),
        least: whom.least(),
        form,
    };
    let Some(sent) = visit.form.clone() else {
        return views::invitation(visit, &view);
    };
    let site = invitation.site_id;
    let accepted = match (&signed_in, &known) {
        (Some(account), _) if is_for_them => visit.world.store.write(|write| {
            invitation
                .accept(&mut SiteWrite::new(site, write), account)
                .map(|_| account.clone())
        }),
        // An account takes somebody who can sign in to it.
        (_, Some(_)) | (Some(_), None) => return views::invitation(visit, &view),
        (None, None) => {
            let name = sent.text("name").to_owned();
            if name.is_empty() || name.chars().count() > umbel_core::people::LONGEST_NAME {
                view.form.refuse("name", visit.words().say("field-name-wrong"));
            }
            let personal = [name.as_str(), view.email.as_str()];
            let password = new_password::read(visit, &sent, &mut view.form, &personal, whom)?;
            let Some(password) = password.filter(|_| view.form.is_fine()) else {
                return views::invitation(visit, &view);
            };
            visit.world.store.write(|write| {
                let account = Account::create(
                    write,
                    NewAccount {
                        email,
                        verified: Verified::Yes,
                        name,
                        password: Some(password),
                        locale: None,
                    },
                )?;
                invitation.accept(&mut SiteWrite::new(site, write), &account)?;
                Ok(account)
            })
        }
    };
    let account = match accepted {
        Ok(account) => account,
        Err(Error::NotFound(_) | Error::Taken(_)) => return views::stale_link(visit, "/account"),
        Err(error) => return Err(error.into()),
    };
    if signed_in.is_none() {
        sign_in::begin_session(visit, &account)?;
    }
    let destination = Destination {
        site: Some(site),
        to: "/manage?done=joined".into(),
        ..Destination::default()
    };
    Ok(Answer::GoOn(destination.next(visit.world)))
}
