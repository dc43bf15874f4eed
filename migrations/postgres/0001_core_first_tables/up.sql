-- The tree: one umbrella, networks beneath it, sites beneath those.
CREATE TABLE sites (
    id BIGINT NOT NULL PRIMARY KEY,
    parent_id BIGINT REFERENCES sites (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('umbrella', 'network', 'site')),
    status TEXT NOT NULL CHECK (status IN ('active', 'archived', 'suspended', 'private')),
    name TEXT NOT NULL,
    tagline TEXT NOT NULL,
    about TEXT NOT NULL,
    locale TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    place TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    contact_email TEXT,
    theme TEXT NOT NULL,
    accent TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK ((kind = 'umbrella') = (parent_id IS NULL))
);
CREATE UNIQUE INDEX sites_one_umbrella ON sites (kind) WHERE kind = 'umbrella';
CREATE INDEX sites_by_parent ON sites (parent_id, name);

CREATE TABLE hosts (
    host TEXT NOT NULL PRIMARY KEY,
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    canonical BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX hosts_one_canonical ON hosts (site_id) WHERE canonical;
CREATE INDEX hosts_by_site ON hosts (site_id);

CREATE TABLE site_features (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    feature TEXT NOT NULL,
    enabled BOOLEAN NOT NULL,
    PRIMARY KEY (site_id, feature)
);

CREATE TABLE site_settings (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (site_id, name)
);

-- Where something used to be, so that old links keep working.
CREATE TABLE redirects (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    from_path TEXT NOT NULL,
    to_path TEXT NOT NULL,
    PRIMARY KEY (site_id, from_path)
);

CREATE TABLE authors (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    bio TEXT NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE UNIQUE INDEX authors_by_slug ON authors (site_id, slug);

CREATE TABLE media (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    base_name TEXT NOT NULL,
    widths TEXT NOT NULL,
    fallback TEXT NOT NULL CHECK (fallback IN ('jpg', 'png')),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    alt TEXT NOT NULL,
    caption TEXT NOT NULL,
    original_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE UNIQUE INDEX media_by_name ON media (site_id, base_name);

CREATE TABLE posts (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'page')),
    parent_id BIGINT,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    source_format TEXT NOT NULL CHECK (source_format IN ('markdown', 'html')),
    html TEXT NOT NULL,
    summary TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'pending', 'scheduled', 'published', 'private', 'trashed')),
    reach TEXT NOT NULL CHECK (reach IN ('umbrella', 'network', 'site')),
    password_hash TEXT,
    author_id BIGINT,
    picture_id BIGINT,
    sticky BOOLEAN NOT NULL,
    comments_open BOOLEAN NOT NULL,
    position INTEGER NOT NULL,
    locale TEXT,
    published_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, parent_id) REFERENCES posts (site_id, id),
    FOREIGN KEY (site_id, author_id) REFERENCES authors (site_id, id),
    FOREIGN KEY (site_id, picture_id) REFERENCES media (site_id, id)
);
CREATE UNIQUE INDEX posts_by_path ON posts (site_id, kind, path);
CREATE INDEX posts_newest ON posts (site_id, kind, status, published_at, id);
CREATE INDEX posts_scheduled ON posts (published_at) WHERE status = 'scheduled';
CREATE INDEX posts_by_parent ON posts (site_id, parent_id);
CREATE INDEX posts_by_author ON posts (site_id, author_id);
CREATE INDEX posts_by_picture ON posts (site_id, picture_id);

-- Topics (curated, may nest) and tags (free words).
CREATE TABLE terms (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    taxonomy TEXT NOT NULL CHECK (taxonomy IN ('topic', 'tag')),
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    parent_id BIGINT,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, parent_id) REFERENCES terms (site_id, id)
);
CREATE UNIQUE INDEX terms_by_slug ON terms (site_id, taxonomy, slug);
CREATE INDEX terms_by_parent ON terms (site_id, parent_id);

CREATE TABLE post_terms (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    post_id BIGINT NOT NULL,
    term_id BIGINT NOT NULL,
    PRIMARY KEY (site_id, post_id, term_id),
    FOREIGN KEY (site_id, post_id) REFERENCES posts (site_id, id) ON DELETE CASCADE,
    FOREIGN KEY (site_id, term_id) REFERENCES terms (site_id, id) ON DELETE CASCADE
);
CREATE INDEX post_terms_by_term ON post_terms (site_id, term_id, post_id);

CREATE TABLE comments (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    parent_id BIGINT,
    author_name TEXT NOT NULL,
    author_url TEXT,
    by_post_author BOOLEAN NOT NULL,
    source TEXT NOT NULL,
    html TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('comment', 'pingback', 'trackback')),
    status TEXT NOT NULL CHECK (status IN ('approved', 'pending', 'spam', 'trashed')),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, post_id) REFERENCES posts (site_id, id) ON DELETE CASCADE,
    FOREIGN KEY (site_id, parent_id) REFERENCES comments (site_id, id) ON DELETE CASCADE
);
CREATE INDEX comments_by_post ON comments (site_id, post_id, status, created_at);
CREATE INDEX comments_by_parent ON comments (site_id, parent_id);

CREATE TABLE menu_items (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    menu TEXT NOT NULL,
    parent_id BIGINT,
    label TEXT NOT NULL,
    url TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, parent_id) REFERENCES menu_items (site_id, id) ON DELETE CASCADE
);
CREATE INDEX menu_items_by_menu ON menu_items (site_id, menu, position);
CREATE INDEX menu_items_by_parent ON menu_items (site_id, parent_id);

CREATE TABLE events (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    html TEXT NOT NULL,
    summary TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'pending', 'scheduled', 'published', 'private', 'trashed')),
    reach TEXT NOT NULL CHECK (reach IN ('umbrella', 'network', 'site')),
    organiser TEXT NOT NULL,
    picture_id BIGINT,
    time_zone TEXT NOT NULL,
    place TEXT,
    address TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    online_url TEXT,
    repeats TEXT,
    cancelled BOOLEAN NOT NULL,
    topics TEXT NOT NULL,
    locale TEXT,
    published_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, picture_id) REFERENCES media (site_id, id)
);
CREATE UNIQUE INDEX events_by_slug ON events (site_id, slug);
CREATE INDEX events_by_picture ON events (site_id, picture_id);

-- Every date of every event, in UTC, for a bounded horizon.
CREATE TABLE event_occurrences (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    event_id BIGINT NOT NULL,
    slug TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, event_id) REFERENCES events (site_id, id) ON DELETE CASCADE,
    CHECK (ends_at >= starts_at)
);
CREATE UNIQUE INDEX event_occurrences_by_slug ON event_occurrences (site_id, event_id, slug);
CREATE INDEX event_occurrences_by_time ON event_occurrences (site_id, starts_at);

CREATE TABLE feeds (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    site_url TEXT NOT NULL,
    kind TEXT NOT NULL,
    announce BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE UNIQUE INDEX feeds_by_url ON feeds (site_id, url);

CREATE TABLE feed_entries (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    feed_id BIGINT NOT NULL,
    guid TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    html TEXT NOT NULL,
    author TEXT,
    published_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, feed_id) REFERENCES feeds (site_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX feed_entries_by_guid ON feed_entries (site_id, feed_id, guid);
CREATE INDEX feed_entries_newest ON feed_entries (site_id, published_at, id);

-- The public projection of what was published: the only thing a network or the umbrella reads.
CREATE TABLE newswire_items (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('post', 'event', 'entry')),
    source_id BIGINT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    locale TEXT NOT NULL,
    place TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    picture TEXT,
    source_name TEXT,
    topics TEXT NOT NULL,
    reach TEXT NOT NULL CHECK (reach IN ('umbrella', 'network', 'site')),
    starts_at BIGINT,
    ends_at BIGINT,
    time_zone TEXT,
    published_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX newswire_items_ending ON newswire_items (ends_at) WHERE ends_at IS NOT NULL;
CREATE UNIQUE INDEX newswire_items_by_source ON newswire_items (site_id, kind, source_id);

CREATE TABLE newswire_listings (
    scope TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    site_id BIGINT NOT NULL,
    kind TEXT NOT NULL,
    locale TEXT NOT NULL,
    PRIMARY KEY (scope, published_at, item_id, site_id),
    FOREIGN KEY (site_id, item_id) REFERENCES newswire_items (site_id, id) ON DELETE CASCADE
);
CREATE INDEX newswire_listings_by_item ON newswire_listings (site_id, item_id);

CREATE TABLE import_records (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    source_key TEXT NOT NULL,
    target_id BIGINT NOT NULL,
    PRIMARY KEY (site_id, source, source_key)
);

-- What was changed, in commit order: other processes read it to renew what they hold in memory.
CREATE TABLE changes (
    seq BIGSERIAL PRIMARY KEY,
    origin BIGINT NOT NULL,
    scope TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- `document` begins with one token, `s<site id>`, so that a search reads one site's postings only.
CREATE TABLE search_index (
    source_id BIGINT NOT NULL PRIMARY KEY,
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    document TSVECTOR NOT NULL
);
CREATE INDEX search_index_by_document ON search_index USING gin (document);
CREATE INDEX search_index_by_site ON search_index (site_id);
