//! Sites, their addresses, and what they have chosen.

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
        letters -> Nullable<Text>,
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
    looks (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        look -> Text,
        account_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    exports (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        account_id -> Nullable<BigInt>,
        form -> Text,
        state -> Text,
        with_members -> Bool,
        file_name -> Text,
        bytes -> BigInt,
        created_at -> BigInt,
        ready_at -> Nullable<BigInt>,
    }
}
