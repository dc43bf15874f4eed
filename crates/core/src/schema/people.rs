//! People, what they may do, and what was decided about them.

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
        comes_along -> Bool,
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
    reports (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        subject -> Text,
        subject_id -> BigInt,
        title -> Text,
        url -> Text,
        reason -> Text,
        note -> Text,
        account_id -> Nullable<BigInt>,
        network_mark -> Nullable<Text>,
        state -> Text,
        created_at -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sanctions (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        account_id -> BigInt,
        kind -> Text,
        reason -> Text,
        created_at -> BigInt,
        ends_at -> Nullable<BigInt>,
        lifted_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    moderation_acts (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        act -> Text,
        subject -> Text,
        subject_id -> BigInt,
        title -> Text,
        account_id -> Nullable<BigInt>,
        reason -> Text,
        note -> Text,
        before -> Text,
        waited_seconds -> Nullable<BigInt>,
        undone_at -> Nullable<BigInt>,
        created_at -> BigInt,
        appeal_text -> Nullable<Text>,
        appealed_at -> Nullable<BigInt>,
        appeal_state -> Nullable<Text>,
        appeal_decided_by -> Nullable<BigInt>,
        appeal_reason -> Text,
        appeal_decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    unwanted_mails (site_id, account_id, kind) {
        site_id -> BigInt,
        account_id -> BigInt,
        kind -> Text,
    }
}
