//! What sites publish, and what is written down about it.

diesel::table! {
    authors (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        slug -> Text,
        name -> Text,
        bio -> Text,
        account_id -> Nullable<BigInt>,
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
        kind -> Text,
        extension -> Nullable<Text>,
        bytes -> BigInt,
        focal_x -> Integer,
        focal_y -> Integer,
        state -> Text,
        refusal -> Text,
        account_id -> Nullable<BigInt>,
        is_decoration -> Bool,
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
        version -> BigInt,
        preview_hash -> Nullable<Text>,
        trashed_at -> Nullable<BigInt>,
        trashed_from -> Nullable<Text>,
        saved_by -> Nullable<BigInt>,
        saved_at -> Nullable<BigInt>,
        for_members -> Bool,
    }
}

diesel::table! {
    revisions (site_id, id) {
        site_id -> BigInt,
        id -> BigInt,
        post_id -> BigInt,
        account_id -> Nullable<BigInt>,
        author_name -> Text,
        title -> Text,
        source -> Text,
        source_format -> Text,
        summary -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    working_copies (site_id, post_id, account_id) {
        site_id -> BigInt,
        post_id -> BigInt,
        account_id -> BigInt,
        base_version -> BigInt,
        title -> Text,
        source -> Text,
        summary -> Text,
        is_changed -> Bool,
        seen_at -> BigInt,
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
        account_id -> Nullable<BigInt>,
        network_mark -> Nullable<Text>,
        held_because -> Text,
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
        hidden_at -> Nullable<BigInt>,
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
    import_originals (site_id, source, source_key) {
        site_id -> BigInt,
        source -> Text,
        source_key -> Text,
        record -> Text,
    }
}

diesel::table! {
    read_counts (site_id, target, day) {
        site_id -> BigInt,
        target -> Text,
        day -> BigInt,
        reads -> BigInt,
    }
}
