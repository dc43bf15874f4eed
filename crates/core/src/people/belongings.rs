//! Everything that is kept about one person, for them to take along.

use diesel::prelude::*;
use serde_json::{Map, Value, json};

use super::accounts::Account;
use crate::schema::{
    audit, authors, comments, exports, invitations, join_requests, mails, media, memberships, moderation_acts,
    passkeys, posts, recovery_codes, reports, revisions, sanctions, sessions, site_requests, site_sessions, sites,
    working_copies,
};
use crate::{Connection, Error, Id, Instant, Result};

/// Everything that is kept about a person: what they are, where they belong, what they wrote, what was done by them and
/// about them. Nothing about anybody else, and nothing that opens an account.
///
/// # Errors
/// [`Error::NotFound`] when the account is gone.
pub fn belongings(connection: &mut Connection, account: Id) -> Result<Value> {
    let person = Account::find(connection, account)?.ok_or(Error::NotFound("the account"))?;
    let mut all = Map::new();
    all.insert("account".into(), profile(connection, &person)?);
    all.insert("sign_in".into(), sign_in(connection, account)?);
    all.insert("places".into(), places(connection, account)?);
    all.insert("requests".into(), requests(connection, account)?);
    all.insert("written".into(), written(connection, account)?);
    all.insert("comments".into(), own_comments(connection, account)?);
    all.insert("files".into(), files(connection, account)?);
    all.insert("moderation".into(), moderation(connection, account)?);
    all.insert("acts".into(), acts(connection, account)?);
    all.insert("mails".into(), own_mails(connection, &person.email)?);
    Ok(Value::Object(all))
}

fn when(moment: Option<Instant>) -> Option<String> {
    moment.map(Instant::rfc3339)
}

fn profile(connection: &mut Connection, person: &Account) -> Result<Value> {
    let writes_as: Vec<(String, String, String)> = authors::table
        .inner_join(sites::table.on(sites::id.eq(authors::site_id)))
        .filter(authors::account_id.eq(person.id))
        .order((authors::site_id, authors::id))
        .select((sites::name, authors::name, authors::bio))
        .load(connection)?;
    Ok(json!({
        "name": person.name,
        "email": person.email,
        "email_verified_at": when(person.email_verified_at),
        "language": person.locale,
        "has_password": person.password_hash.is_some(),
        "has_code_app": person.totp_sealed.is_some(),
        "last_signed_in_at": when(person.seen_at),
        "made_at": person.created_at.rfc3339(),
        "changed_at": person.updated_at.rfc3339(),
        "writes_as": writes_as
            .into_iter()
            .map(|(place, name, about)| json!({"place": place, "name": name, "about": about}))
            .collect::<Vec<_>>(),
    }))
}

fn sign_in(connection: &mut Connection, account: Id) -> Result<Value> {
    let open: Vec<(String, String, Instant, Instant, Instant)> = sessions::table
        .filter(sessions::account_id.eq(account))
        .order(sessions::created_at)
        .select((
            sessions::token_hash,
            sessions::device,
            sessions::created_at,
            sessions::seen_at,
            sessions::confirmed_at,
        ))
        .load(connection)?;
    let mut shown = Vec::new();
    for (hash, device, began, seen, confirmed) in open {
        let at: Vec<(String, Instant, Instant)> = site_sessions::table
            .filter(site_sessions::session_hash.eq(&hash))
            .order(site_sessions::created_at)
            .select((site_sessions::host, site_sessions::created_at, site_sessions::seen_at))
            .load(connection)?;
        shown.push(json!({
            "device": device,
            "began_at": began.rfc3339(),
            "last_used_at": seen.rfc3339(),
            "confirmed_at": confirmed.rfc3339(),
            "hosts": at
                .into_iter()
                .map(|(host, began, seen)| {
                    json!({"host": host, "began_at": began.rfc3339(), "last_used_at": seen.rfc3339()})
                })
                .collect::<Vec<_>>(),
        }));
    }
    let keys: Vec<(String, Instant, Option<Instant>)> = passkeys::table
        .filter(passkeys::account_id.eq(account))
        .order(passkeys::id)
        .select((passkeys::name, passkeys::created_at, passkeys::used_at))
        .load(connection)?;
    let codes: i64 = recovery_codes::table
        .filter(recovery_codes::account_id.eq(account))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(connection)?;
    Ok(json!({
        "sessions": shown,
        "passkeys": keys
            .into_iter()
            .map(|(name, made, used)| json!({"name": name, "made_at": made.rfc3339(), "used_at": when(used)}))
            .collect::<Vec<_>>(),
        "recovery_codes_left": codes,
    }))
}

fn places(connection: &mut Connection, account: Id) -> Result<Value> {
    let held: Vec<(String, super::Role, Option<String>, Instant, bool)> = memberships::table
        .inner_join(sites::table.on(sites::id.eq(memberships::site_id)))
        .filter(memberships::account_id.eq(account))
        .order((memberships::created_at, memberships::site_id))
        .select((
            sites::name,
            memberships::role,
            memberships::handle,
            memberships::created_at,
            memberships::comes_along,
        ))
        .load(connection)?;
    Ok(held
        .into_iter()
        .map(|(place, role, called, since, comes_along)| {
            json!({
                "place": place, "role": role, "called": called, "since": since.rfc3339(), "comes_along": comes_along,
            })
        })
        .collect())
}

fn requests(connection: &mut Connection, account: Id) -> Result<Value> {
    let to_join: Vec<(String, String, super::Decision, String, Instant, Option<Instant>)> = join_requests::table
        .inner_join(sites::table.on(sites::id.eq(join_requests::site_id)))
        .filter(join_requests::account_id.eq(account))
        .order(join_requests::id)
        .select((
            sites::name,
            join_requests::note,
            join_requests::state,
            join_requests::reason,
            join_requests::created_at,
            join_requests::decided_at,
        ))
        .load(connection)?;
    let for_sites: Vec<(String, String, super::Decision, String, Instant, Option<Instant>)> = site_requests::table
        .inner_join(sites::table.on(sites::id.eq(site_requests::site_id)))
        .filter(site_requests::account_id.eq(account))
        .order(site_requests::id)
        .select((
            sites::name,
            site_requests::wish,
            site_requests::state,
            site_requests::reason,
            site_requests::created_at,
            site_requests::decided_at,
        ))
        .load(connection)?;
    let asked = |(place, text, state, reason, asked, decided): (_, String, _, String, Instant, _)| -> Value {
        let place: String = place;
        let state: super::Decision = state;
        let wished = serde_json::from_str::<Value>(&text).unwrap_or(Value::String(text));
        json!({
            "place": place, "said": wished, "state": state, "reason": reason,
            "asked_at": asked.rfc3339(), "decided_at": when(decided),
        })
    };
    let sent: Vec<(String, super::Role, Instant, Option<Instant>)> = invitations::table
        .inner_join(sites::table.on(sites::id.eq(invitations::site_id)))
        .filter(invitations::invited_by.eq(account))
        .order(invitations::id)
        .select((
            sites::name,
            invitations::role,
            invitations::created_at,
            invitations::used_at,
        ))
        .load(connection)?;
    Ok(json!({
        "to_join": to_join.into_iter().map(asked).collect::<Vec<_>>(),
        "for_sites": for_sites.into_iter().map(asked).collect::<Vec<_>>(),
        // Whom they invited is about somebody else.
        "invitations_sent": sent
            .into_iter()
            .map(|(place, role, made, used)| {
                json!({"place": place, "role": role, "made_at": made.rfc3339(), "accepted_at": when(used)})
            })
            .collect::<Vec<_>>(),
    }))
}

fn written(connection: &mut Connection, account: Id) -> Result<Value> {
    type Text = (
        String,
        crate::content::PostKind,
        String,
        String,
        String,
        String,
        crate::content::Status,
        Option<Instant>,
        Instant,
        Instant,
    );
    let texts: Vec<Text> = posts::table
        .inner_join(
            authors::table.on(authors::site_id
                .eq(posts::site_id)
                .and(authors::id.nullable().eq(posts::author_id))),
        )
        .inner_join(sites::table.on(sites::id.eq(posts::site_id)))
        .filter(authors::account_id.eq(account))
        .order((posts::site_id, posts::id))
        .select((
            sites::name,
            posts::kind,
            posts::path,
            posts::title,
            posts::summary,
            posts::source,
            posts::status,
            posts::published_at,
            posts::created_at,
            posts::updated_at,
        ))
        .load(connection)?;
    let unsaved: Vec<(String, String, String, String, Instant)> = working_copies::table
        .inner_join(sites::table.on(sites::id.eq(working_copies::site_id)))
        .filter(working_copies::account_id.eq(account))
        .order((working_copies::site_id, working_copies::post_id))
        .select((
            sites::name,
            working_copies::title,
            working_copies::summary,
            working_copies::source,
            working_copies::seen_at,
        ))
        .load(connection)?;
    let earlier: Vec<(String, String, String, Instant)> = revisions::table
        .inner_join(sites::table.on(sites::id.eq(revisions::site_id)))
        .filter(revisions::account_id.eq(account))
        .order((revisions::site_id, revisions::id))
        .select((sites::name, revisions::title, revisions::source, revisions::created_at))
        .load(connection)?;
    Ok(json!({
        "posts_and_pages": texts
            .into_iter()
            .map(|(place, kind, path, title, summary, source, status, published, made, changed)| {
                json!({
                    "place": place, "kind": kind, "path": path, "title": title, "summary": summary, "text": source,
                    "status": status, "published_at": when(published), "made_at": made.rfc3339(),
                    "changed_at": changed.rfc3339(),
                })
            })
            .collect::<Vec<_>>(),
        "not_saved": unsaved
            .into_iter()
            .map(|(place, title, summary, source, seen)| {
                json!({
                    "place": place, "title": title, "summary": summary, "text": source, "written_at": seen.rfc3339(),
                })
            })
            .collect::<Vec<_>>(),
        "earlier_versions": earlier
            .into_iter()
            .map(|(place, title, source, made)| {
                json!({"place": place, "title": title, "text": source, "made_at": made.rfc3339()})
            })
            .collect::<Vec<_>>(),
    }))
}

fn own_comments(connection: &mut Connection, account: Id) -> Result<Value> {
    type Row = (
        String,
        String,
        String,
        Option<String>,
        String,
        crate::content::CommentStatus,
        Instant,
    );
    let rows: Vec<Row> = comments::table
        .inner_join(sites::table.on(sites::id.eq(comments::site_id)))
        .inner_join(
            posts::table.on(posts::site_id
                .eq(comments::site_id)
                .and(posts::id.eq(comments::post_id))),
        )
        .filter(comments::account_id.eq(account))
        .order((comments::site_id, comments::id))
        .select((
            sites::name,
            posts::title,
            comments::author_name,
            comments::author_url,
            comments::source,
            comments::status,
            comments::created_at,
        ))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(place, post, name, url, text, status, at)| {
            json!({
                "place": place, "under": post, "name": name, "address": url, "text": text, "status": status,
                "written_at": at.rfc3339(),
            })
        })
        .collect())
}

fn files(connection: &mut Connection, account: Id) -> Result<Value> {
    let rows: Vec<(String, String, String, String, Instant)> = media::table
        .inner_join(sites::table.on(sites::id.eq(media::site_id)))
        .filter(media::account_id.eq(account))
        .order((media::site_id, media::id))
        .select((
            sites::name,
            media::original_name,
            media::alt,
            media::caption,
            media::created_at,
        ))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(place, name, alt, caption, at)| {
            json!({
                "place": place, "name": name, "description": alt, "caption": caption, "brought_at": at.rfc3339(),
            })
        })
        .collect())
}

fn moderation(connection: &mut Connection, account: Id) -> Result<Value> {
    let reported: Vec<(String, String, String, String, String, String, Instant)> = reports::table
        .inner_join(sites::table.on(sites::id.eq(reports::site_id)))
        .filter(reports::account_id.eq(account))
        .order((reports::site_id, reports::id))
        .select((
            sites::name,
            reports::subject,
            reports::title,
            reports::reason,
            reports::note,
            reports::state,
            reports::created_at,
        ))
        .load(connection)?;
    type Sanction = (String, String, String, Instant, Option<Instant>, Option<Instant>);
    let bounds: Vec<Sanction> = sanctions::table
        .inner_join(sites::table.on(sites::id.eq(sanctions::site_id)))
        .filter(sanctions::account_id.eq(account))
        .order((sanctions::site_id, sanctions::id))
        .select((
            sites::name,
            sanctions::kind,
            sanctions::reason,
            sanctions::created_at,
            sanctions::ends_at,
            sanctions::lifted_at,
        ))
        .load(connection)?;
    type Act = (
        String,
        String,
        String,
        String,
        String,
        Instant,
        Option<String>,
        Option<String>,
        String,
    );
    let about: Vec<Act> = moderation_acts::table
        .inner_join(sites::table.on(sites::id.eq(moderation_acts::site_id)))
        .filter(moderation_acts::account_id.eq(account))
        .order((moderation_acts::site_id, moderation_acts::id))
        .select((
            sites::name,
            moderation_acts::act,
            moderation_acts::title,
            moderation_acts::reason,
            moderation_acts::note,
            moderation_acts::created_at,
            moderation_acts::appeal_text,
            moderation_acts::appeal_state,
            moderation_acts::appeal_reason,
        ))
        .load(connection)?;
    Ok(json!({
        "reports_made": reported
            .into_iter()
            .map(|(place, subject, title, reason, note, state, at)| {
                json!({
                    "place": place, "about": subject, "title": title, "reason": reason, "note": note, "state": state,
                    "made_at": at.rfc3339(),
                })
            })
            .collect::<Vec<_>>(),
        "sanctions": bounds
            .into_iter()
            .map(|(place, kind, reason, at, ends, lifted)| {
                json!({
                    "place": place, "kind": kind, "reason": reason, "given_at": at.rfc3339(), "ends_at": when(ends),
                    "lifted_at": when(lifted),
                })
            })
            .collect::<Vec<_>>(),
        // Who acted is about somebody else.
        "acts_about_you": about
            .into_iter()
            .map(|(place, act, title, reason, note, at, appeal, state, answer)| {
                json!({
                    "place": place, "act": act, "about": title, "reason": reason, "note": note, "at": at.rfc3339(),
                    "appeal": appeal, "appeal_state": state, "appeal_answer": answer,
                })
            })
            .collect::<Vec<_>>(),
    }))
}

fn acts(connection: &mut Connection, account: Id) -> Result<Value> {
    // To whom something was done is about somebody else.
    let logged: Vec<(String, super::Act, Instant)> = audit::table
        .inner_join(sites::table.on(sites::id.eq(audit::site_id)))
        .filter(audit::actor_id.eq(account))
        .order((audit::site_id, audit::id))
        .select((sites::name, audit::act, audit::created_at))
        .load(connection)?;
    let packed: Vec<(String, Instant)> = exports::table
        .inner_join(sites::table.on(sites::id.eq(exports::site_id)))
        .filter(exports::account_id.eq(account))
        .order((exports::site_id, exports::id))
        .select((sites::name, exports::created_at))
        .load(connection)?;
    Ok(json!({
        "log": logged
            .into_iter()
            .map(|(place, act, at)| json!({"place": place, "act": act, "at": at.rfc3339()}))
            .collect::<Vec<_>>(),
        "sites_packed": packed
            .into_iter()
            .map(|(place, at)| json!({"place": place, "at": at.rfc3339()}))
            .collect::<Vec<_>>(),
    }))
}

fn own_mails(connection: &mut Connection, email: &str) -> Result<Value> {
    let rows: Vec<(String, crate::mail::MailState, Instant, Option<Instant>)> = mails::table
        .filter(mails::recipient.eq(email))
        .order(mails::id)
        .select((mails::kind, mails::state, mails::created_at, mails::sent_at))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(kind, state, at, sent)| {
            json!({"kind": kind, "state": state, "queued_at": at.rfc3339(), "sent_at": when(sent)})
        })
        .collect())
}
