//! Erasing an account: what a person leaves behind is taken away, or stays without a name.

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::accounts::Account;
use super::audit::{Act, record};
use super::memberships::{Membership, PlaceHeld, refuse_to_orphan};
use super::role::Role;
use crate::database::{Scope, SiteWrite, Write};
use crate::schema::{
    accounts, audit, authors, comments, invitations, mails, memberships, moderation_acts, reports, revisions, sites,
};
use crate::slug::{free_slug, slugify};
use crate::{Connection, Id, Result, SiteId, SiteScope};

#[diesel::declare_sql_function]
extern "SQL" {
    /// A text with every `from` in it turned into `to`.
    fn replace(text: Text, from: Text, to: Text) -> Text;
}

/// What becomes of what somebody published under a name of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderName {
    /// It stays under the name it has.
    Stays,
    /// It stays, by a former member.
    Nameless,
}

/// What becomes of somebody's comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentTexts {
    /// They stay, without a name.
    Stay,
    /// Their texts are taken away.
    Go,
}

/// How somebody leaves.
#[derive(Clone, Copy, Debug)]
pub struct Farewell<'f> {
    /// What becomes of posts and pages.
    pub posts: UnderName,
    /// What becomes of comments.
    pub comments: CommentTexts,
    /// What stands in place of a name: “A former member”.
    pub nobody: &'f str,
    /// What stands in place of a text that was taken away.
    pub removed: &'f str,
}

/// The places that somebody looks after alone: they hand those over before they go.
///
/// # Errors
/// When the database refuses.
pub fn kept_alone(connection: &mut Connection, account: Id) -> Result<Vec<PlaceHeld>> {
    let mut alone = Vec::new();
    for held in Membership::of_account(connection, account)? {
        if held.role != Role::highest_at(held.site.kind) {
            continue;
        }
        let keepers = Membership::keepers(&mut SiteScope::new(held.site.id, connection))?;
        if keepers.len() == 1 {
            alone.push(held);
        }
    }
    Ok(alone)
}

/// Erases an account and everything personal that belongs to it, and ends its sessions at once.
///
/// # Errors
/// [`crate::Error::LastKeeper`] while the person looks after a place alone; [`crate::Error::NotFound`] when the account is
/// gone.
pub fn erase(write: &mut Write<'_>, account: Id, farewell: &Farewell<'_>) -> Result<()> {
    let account = Account::to_change(write, account)?;
    for held in Membership::of_account(write.connection, account.id)? {
        let site = &mut SiteWrite::new(held.site.id, write);
        if held.role == Role::highest_at(held.site.kind) {
            wait_for_others(site)?;
            refuse_to_orphan(site, account.id, held.site.kind)?;
        }
        record(site, None, Act::Erased, "", "")?;
    }
    names(write, &account, farewell)?;
    comment_texts(write, account.id, farewell)?;
    logs(write, &account, farewell.nobody)?;
    mail(write, &account)?;
    // What hangs on the account goes with it: sessions, passkeys, codes, memberships, requests, unsaved texts.
    diesel::delete(accounts::table.find(account.id)).execute(write.connection)?;
    Ok(())
}

/// Two who look after a place may both be on their way out: whoever comes second waits for the first, and then counts.
fn wait_for_others(site: &mut SiteWrite<'_, '_>) -> Result<()> {
    let id = site.site;
    diesel::update(memberships::table.filter(memberships::site_id.eq(id)))
        .set(memberships::created_at.eq(memberships::created_at))
        .execute(site.connection())?;
    Ok(())
}

/// The names somebody writes under, and what they said of themselves.
fn names(write: &mut Write<'_>, account: &Account, farewell: &Farewell<'_>) -> Result<()> {
    diesel::update(revisions::table.filter(revisions::account_id.eq(account.id)))
        .set(revisions::author_name.eq(farewell.nobody))
        .execute(write.connection)?;
    if farewell.posts == UnderName::Stays {
        return Ok(());
    }
    let written_under: Vec<(SiteId, Id)> = authors::table
        .filter(authors::account_id.eq(account.id))
        .select((authors::site_id, authors::id))
        .load(write.connection)?;
    let wanted = Some(slugify(farewell.nobody))
        .filter(|slug| !slug.is_empty())
        .unwrap_or_else(|| "former-member".into());
    for (site, author) in written_under {
        let slug = free_slug(&wanted, |slug| {
            let taken: i64 = authors::table
                .filter(authors::site_id.eq(site))
                .filter(authors::slug.eq(slug))
                .filter(authors::id.ne(author))
                .count()
                .get_result(write.connection)?;
            Ok::<bool, crate::Error>(taken > 0)
        })?;
        diesel::update(authors::table.find((site, author)))
            .set((
                authors::name.eq(farewell.nobody),
                authors::slug.eq(slug),
                authors::bio.eq(""),
            ))
            .execute(write.connection)?;
        write.changed(Scope::Content(site));
    }
    Ok(())
}

fn comment_texts(write: &mut Write<'_>, account: Id, farewell: &Farewell<'_>) -> Result<()> {
    let own = || comments::table.filter(comments::account_id.eq(account));
    let places: Vec<SiteId> = own().select(comments::site_id).distinct().load(write.connection)?;
    diesel::update(own())
        .set((
            comments::author_name.eq(farewell.nobody),
            comments::author_url.eq(None::<String>),
            comments::network_mark.eq(None::<String>),
        ))
        .execute(write.connection)?;
    if farewell.comments == CommentTexts::Go {
        let html = crate::markdown::to_html(farewell.removed);
        diesel::update(own())
            .set((comments::source.eq(farewell.removed), comments::html.eq(html)))
            .execute(write.connection)?;
    }
    for place in places {
        write.changed(Scope::Content(place));
    }
    Ok(())
}

/// What was written down about somebody, and by them: the acts stay, the name goes.
fn logs(write: &mut Write<'_>, account: &Account, nobody: &str) -> Result<()> {
    diesel::update(audit::table.filter(audit::actor_id.eq(account.id)))
        .set(audit::actor_name.eq(nobody))
        .execute(write.connection)?;
    // A line names whom it is about first, and what about them behind a colon.
    for (is_whole, name) in [(true, account.name.clone()), (false, format!("{}: ", account.name))] {
        let beginning = format!("{}%", literally(&name));
        let pattern = if is_whole { literally(&name) } else { beginning };
        let new = if is_whole {
            nobody.to_owned()
        } else {
            format!("{nobody}: ")
        };
        diesel::update(audit::table.filter(audit::subject.like(pattern).escape('\\')))
            .set(audit::subject.eq(replace(audit::subject, name, new)))
            .execute(write.connection)?;
    }
    let pattern = format!("%{}%", literally(&account.email));
    diesel::update(audit::table.filter(audit::subject.like(pattern).escape('\\')))
        .set(audit::subject.eq(replace(audit::subject, &account.email, nobody)))
        .execute(write.connection)?;
    diesel::update(moderation_acts::table.filter(moderation_acts::actor_id.eq(account.id)))
        .set(moderation_acts::actor_name.eq(nobody))
        .execute(write.connection)?;
    diesel::update(moderation_acts::table.filter(moderation_acts::account_id.eq(account.id)))
        .set((
            moderation_acts::title.eq(replace(moderation_acts::title, &account.name, nobody)),
            moderation_acts::reason.eq(replace(moderation_acts::reason, &account.name, nobody)),
            moderation_acts::note.eq(""),
            moderation_acts::before.eq(replace(moderation_acts::before, &account.name, nobody)),
            moderation_acts::appeal_text.eq(None::<String>),
        ))
        .execute(write.connection)?;
    // What they reported stays to be looked at; who they are does not.
    diesel::update(reports::table.filter(reports::account_id.eq(account.id)))
        .set((reports::note.eq(""), reports::network_mark.eq(None::<String>)))
        .execute(write.connection)?;
    diesel::update(
        reports::table
            .filter(reports::subject.eq("person"))
            .filter(reports::subject_id.eq(account.id.0)),
    )
    .set((reports::title.eq(nobody), reports::note.eq(""), reports::url.eq("")))
    .execute(write.connection)?;
    Ok(())
}

/// Mails to the address, invitations of it, and where it stands as a place's contact.
fn mail(write: &mut Write<'_>, account: &Account) -> Result<()> {
    diesel::delete(mails::table.filter(mails::recipient.eq(&account.email))).execute(write.connection)?;
    diesel::delete(invitations::table.filter(invitations::email.eq(&account.email))).execute(write.connection)?;
    let contact_of: Vec<SiteId> = sites::table
        .filter(sites::contact_email.eq(&account.email))
        .select(sites::id)
        .load(write.connection)?;
    for place in contact_of {
        diesel::update(sites::table.find(place))
            .set(sites::contact_email.eq(None::<String>))
            .execute(write.connection)?;
        write.changed(Scope::Identity(place));
    }
    Ok(())
}

/// A text as a pattern that fits nothing else.
fn literally(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
