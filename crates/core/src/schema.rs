//! The tables as diesel sees them, the same on both engines. `tests/acceptance/schema_laws.rs` holds this file against the
//! migrated databases.
#![expect(missing_docs, reason = "columns are described in migrations/")]

diesel::table! {
    sites (id) {
        id -> BigInt,
        parent_id -> Nullable<BigInt>,
        kind -> Text,
        status -> Text,
        name -> Text,
        tagline -> Text,
        about -> Text,
        locale -> Text,
        time_zone -> Text,
        place -> Nullable<Text>,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        contact_email -> Nullable<Text>,
        theme -> Text,
        accent -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    hosts (host) {
        host -> Text,
        site_id -> BigInt,
        canonical -> Bool,
    }
}

diesel::table! {
    site_features (site_id, feature) {
        site_id -> BigInt,
        feature -> Text,
        enabled -> Bool,
    }
}

diesel::table! {
    site_settings (site_id, name) {
        site_id -> BigInt,
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    redirects (site_id, from_path) {
        site_id -> BigInt,
        from_path -> Text,
        to_path -> Text,
    }
}

diesel::table! {
    authors (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        slug -> Text,
        name -> Text,
        bio -> Text,
    }
}

diesel::table! {
    media (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        base_name -> Text,
        widths -> Text,
        fallback -> Text,
        width -> Integer,
        height -> Integer,
        alt -> Text,
        caption -> Text,
        original_name -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    posts (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        kind -> Text,
        parent_id -> Nullable<BigInt>,
        path -> Text,
        title -> Text,
        source -> Text,
        source_format -> Text,
        html -> Text,
        summary -> Text,
        status -> Text,
        reach -> Text,
        password_hash -> Nullable<Text>,
        author_id -> Nullable<BigInt>,
        picture_id -> Nullable<BigInt>,
        sticky -> Bool,
        comments_open -> Bool,
        position -> Integer,
        locale -> Nullable<Text>,
        published_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    terms (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        taxonomy -> Text,
        slug -> Text,
        name -> Text,
        description -> Text,
        parent_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    post_terms (site_id, post_id, term_id) {
        site_id -> BigInt,
        post_id -> BigInt,
        term_id -> BigInt,
    }
}

diesel::table! {
    comments (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        post_id -> BigInt,
        parent_id -> Nullable<BigInt>,
        author_name -> Text,
        author_url -> Nullable<Text>,
        by_post_author -> Bool,
        source -> Text,
        html -> Text,
        kind -> Text,
        status -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    menu_items (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        menu -> Text,
        parent_id -> Nullable<BigInt>,
        label -> Text,
        url -> Text,
        position -> Integer,
    }
}

diesel::table! {
    events (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        slug -> Text,
        title -> Text,
        source -> Text,
        html -> Text,
        summary -> Text,
        status -> Text,
        reach -> Text,
        organiser -> Text,
        picture_id -> Nullable<BigInt>,
        time_zone -> Text,
        place -> Nullable<Text>,
        address -> Nullable<Text>,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        online_url -> Nullable<Text>,
        repeats -> Nullable<Text>,
        cancelled -> Bool,
        topics -> Text,
        locale -> Nullable<Text>,
        published_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    event_occurrences (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        event_id -> BigInt,
        slug -> Text,
        starts_at -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    feeds (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        url -> Text,
        title -> Text,
        site_url -> Text,
        kind -> Text,
        announce -> Bool,
        created_at -> BigInt,
    }
}

diesel::table! {
    feed_entries (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        feed_id -> BigInt,
        guid -> Text,
        url -> Text,
        title -> Nullable<Text>,
        html -> Text,
        author -> Nullable<Text>,
        published_at -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    newswire_items (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        kind -> Text,
        source_id -> BigInt,
        url -> Text,
        title -> Text,
        summary -> Text,
        locale -> Text,
        place -> Nullable<Text>,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        picture -> Nullable<Text>,
        source_name -> Nullable<Text>,
        topics -> Text,
        reach -> Text,
        starts_at -> Nullable<BigInt>,
        ends_at -> Nullable<BigInt>,
        time_zone -> Nullable<Text>,
        published_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    newswire_listings (scope, published_at, item_id, site_id) {
        scope -> Text,
        published_at -> BigInt,
        item_id -> BigInt,
        site_id -> BigInt,
        kind -> Text,
        locale -> Text,
    }
}

diesel::table! {
    import_records (site_id, source, source_key) {
        site_id -> BigInt,
        source -> Text,
        source_key -> Text,
        target_id -> BigInt,
    }
}

diesel::table! {
    changes (seq) {
        seq -> BigInt,
        origin -> BigInt,
        scope -> Text,
        changed_at -> BigInt,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        email -> Text,
        email_verified_at -> Nullable<BigInt>,
        name -> Text,
        password_hash -> Nullable<Text>,
        password_is_strong -> Bool,
        locale -> Nullable<Text>,
        totp_sealed -> Nullable<Text>,
        totp_last_step -> Nullable<BigInt>,
        second_factor_due_at -> Nullable<BigInt>,
        seen_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    passkeys (account_id, id) {
        account_id -> BigInt,
        id -> BigInt,
        name -> Text,
        credential_id -> Text,
        credential -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    recovery_codes (account_id, code_hash) {
        account_id -> BigInt,
        code_hash -> Text,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    memberships (site_id, account_id) {
        site_id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        handle -> Nullable<Text>,
        created_at -> BigInt,
    }
}

diesel::table! {
    invitations (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        email -> Text,
        role -> Text,
        token_hash -> Text,
        invited_by -> Nullable<BigInt>,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    join_requests (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        account_id -> BigInt,
        note -> Text,
        state -> Text,
        reason -> Text,
        created_at -> BigInt,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    site_requests (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        account_id -> BigInt,
        wish -> Text,
        state -> Text,
        reason -> Text,
        created_at -> BigInt,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Text,
        account_id -> BigInt,
        device -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        confirmed_at -> BigInt,
    }
}

diesel::table! {
    site_sessions (site_id, token_hash) {
        site_id -> BigInt,
        token_hash -> Text,
        session_hash -> Text,
        host -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
    }
}

diesel::table! {
    sign_in_codes (site_id, code_hash) {
        site_id -> BigInt,
        code_hash -> Text,
        session_hash -> Text,
        host -> Text,
        challenge -> Text,
        return_to -> Text,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    one_time_links (token_hash) {
        token_hash -> Text,
        purpose -> Text,
        account_id -> Nullable<BigInt>,
        detail -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    limits (name) {
        name -> Text,
        window_start -> BigInt,
        used -> BigInt,
    }
}

diesel::table! {
    audit (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        act -> Text,
        subject -> Text,
        reason -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    domains (site_id, host) {
        site_id -> BigInt,
        host -> Text,
        proof -> Text,
        proved_at -> Nullable<BigInt>,
        checked_at -> Nullable<BigInt>,
        failures -> Integer,
        created_at -> BigInt,
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
    authors,
    media,
    posts,
    terms,
    post_terms,
    comments,
    menu_items,
    events,
    event_occurrences,
    feeds,
    feed_entries,
    newswire_items,
    newswire_listings,
    import_records,
    changes,
    accounts,
    passkeys,
    recovery_codes,
    memberships,
    invitations,
    join_requests,
    site_requests,
    sessions,
    site_sessions,
    sign_in_codes,
    one_time_links,
    limits,
    audit,
    domains,
    mails,
);
