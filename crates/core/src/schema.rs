//! The tables as diesel sees them, the same on both engines. `tests/acceptance/schema_laws.rs` holds this file against the
//! migrated databases.
#![expect(missing_docs, reason = "columns are described in migrations/")]

mod content;
mod people;
mod tree;

pub use content::*;
pub use people::*;
pub use tree::*;

diesel::table! {
    changes (seq) {
        seq -> BigInt,
        origin -> BigInt,
        scope -> Text,
        changed_at -> BigInt,
    }
}

diesel::table! {
    installation (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    mails (id) {
        id -> BigInt,
        site_id -> Nullable<BigInt>,
        recipient -> Text,
        locale -> Text,
        kind -> Text,
        sealed -> Text,
        state -> Text,
        attempts -> Integer,
        due_at -> BigInt,
        last_error -> Nullable<Text>,
        created_at -> BigInt,
        sent_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    sites,
    hosts,
    site_features,
    site_settings,
    redirects,
    menu_items,
    domains,
    site_requests,
    looks,
    exports,
    authors,
    media,
    posts,
    revisions,
    working_copies,
    terms,
    post_terms,
    comments,
    events,
    event_occurrences,
    feeds,
    feed_entries,
    newswire_items,
    newswire_listings,
    import_records,
    import_originals,
    read_counts,
    accounts,
    passkeys,
    recovery_codes,
    memberships,
    invitations,
    join_requests,
    sessions,
    site_sessions,
    sign_in_codes,
    one_time_links,
    limits,
    audit,
    reports,
    sanctions,
    moderation_acts,
    unwanted_mails,
    changes,
    installation,
    mails,
);
