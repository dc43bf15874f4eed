-- What writing needs: who changed what last, how it came into the bin, who else may look at it.
ALTER TABLE posts ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE posts ADD COLUMN preview_hash TEXT;
ALTER TABLE posts ADD COLUMN trashed_at BIGINT;
ALTER TABLE posts ADD COLUMN trashed_from TEXT;
-- Who saved it last and when; NULL for what came with an import or from the command line.
ALTER TABLE posts ADD COLUMN saved_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL;
ALTER TABLE posts ADD COLUMN saved_at BIGINT;
-- Whether publishing it shows it to members alone.
ALTER TABLE posts ADD COLUMN for_members BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX posts_by_saver ON posts (saved_by);
CREATE INDEX posts_trashed ON posts (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX posts_by_preview ON posts (site_id, preview_hash) WHERE preview_hash IS NOT NULL;

-- The account behind a name; NULL for names that came with an import or whose owner is gone.
ALTER TABLE authors ADD COLUMN account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL;
CREATE INDEX authors_by_account ON authors (account_id, site_id);

-- What a post or page was before it was changed.
CREATE TABLE revisions (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    post_id BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    author_name TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    source_format TEXT NOT NULL CHECK (source_format IN ('markdown', 'html')),
    summary TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id),
    FOREIGN KEY (site_id, post_id) REFERENCES posts (site_id, id) ON DELETE CASCADE
);
CREATE INDEX revisions_by_post ON revisions (site_id, post_id, id);
CREATE INDEX revisions_by_account ON revisions (account_id);

-- What somebody is writing and has not saved yet; it also says who is at it.
CREATE TABLE working_copies (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    post_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- The version of the post it began with.
    base_version BIGINT NOT NULL,
    title TEXT NOT NULL,
    source TEXT NOT NULL,
    summary TEXT NOT NULL,
    -- Whether anything differs from what is saved.
    is_changed BOOLEAN NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, post_id, account_id),
    FOREIGN KEY (site_id, post_id) REFERENCES posts (site_id, id) ON DELETE CASCADE
);
CREATE INDEX working_copies_by_account ON working_copies (account_id, site_id);

-- The library: documents and recordings beside pictures, and pictures whose sizes are still being made.
ALTER TABLE media ADD COLUMN kind TEXT NOT NULL DEFAULT 'picture' CHECK (kind IN ('picture', 'document', 'recording'));
-- The ending of the one file of a document or recording; NULL for pictures.
ALTER TABLE media ADD COLUMN extension TEXT;
ALTER TABLE media ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
-- What must stay in view when the picture is cut, in hundredths of its width and height.
ALTER TABLE media ADD COLUMN focal_x INTEGER NOT NULL DEFAULT 50 CHECK (focal_x BETWEEN 0 AND 100);
ALTER TABLE media ADD COLUMN focal_y INTEGER NOT NULL DEFAULT 50 CHECK (focal_y BETWEEN 0 AND 100);
ALTER TABLE media ADD COLUMN state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('waiting', 'ready', 'refused'));
-- Why it could not be read: a key of the languages.
ALTER TABLE media ADD COLUMN refusal TEXT NOT NULL DEFAULT '';
ALTER TABLE media ADD COLUMN account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL;
-- Whether it tells nothing that the text around it does not: then it needs no words.
ALTER TABLE media ADD COLUMN is_decoration BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX media_newest ON media (site_id, id);
CREATE INDEX media_waiting ON media (created_at) WHERE state = 'waiting';
CREATE INDEX media_by_account ON media (account_id);

-- How often something was read on a day (days since 1970, UTC). Nothing about who.
CREATE TABLE read_counts (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    -- `front`, `post:<id>` or `event:<id>`.
    target TEXT NOT NULL,
    day BIGINT NOT NULL,
    reads BIGINT NOT NULL,
    PRIMARY KEY (site_id, target, day)
);
CREATE INDEX read_counts_by_day ON read_counts (site_id, day);

ALTER TABLE comments ADD COLUMN account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL;
-- What the writer's network was that week, under a key that is destroyed; never an address.
ALTER TABLE comments ADD COLUMN network_mark TEXT;
-- Why it was held: words such as `first links`, separated by spaces; empty when nothing was suspicious.
ALTER TABLE comments ADD COLUMN held_because TEXT NOT NULL DEFAULT '';
CREATE INDEX comments_by_status ON comments (site_id, status, id);
CREATE INDEX comments_by_account ON comments (account_id, site_id);
CREATE INDEX comments_by_mark ON comments (network_mark) WHERE network_mark IS NOT NULL;

-- Somebody says that something here should be looked at.
CREATE TABLE reports (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    -- `post`, `page`, `comment`, `event`, `person` or `site`.
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    -- What it was called and where it stood, for when it is gone.
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    network_mark TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'settled')),
    created_at BIGINT NOT NULL,
    settled_at BIGINT,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX reports_by_state ON reports (site_id, state, id);
CREATE INDEX reports_by_account ON reports (account_id);

-- What a person may not do on a site for now, and warnings they were given.
CREATE TABLE sanctions (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('warning', 'mute', 'ban')),
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT,
    lifted_at BIGINT,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX sanctions_by_account ON sanctions (account_id, site_id);

-- Every act of moderation, and what became of an appeal against it.
CREATE TABLE moderation_acts (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    actor_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    -- What it was, in a few words.
    title TEXT NOT NULL,
    -- Whom it concerns.
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    -- What was said about it to whom it concerns.
    note TEXT NOT NULL,
    -- What the subject was before: what undoing it brings back.
    before TEXT NOT NULL,
    -- How long it had waited to be looked at.
    waited_seconds BIGINT,
    undone_at BIGINT,
    created_at BIGINT NOT NULL,
    appeal_text TEXT,
    appealed_at BIGINT,
    appeal_state TEXT CHECK (appeal_state IN ('open', 'upheld', 'reversed')),
    appeal_decided_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    appeal_reason TEXT NOT NULL,
    appeal_decided_at BIGINT,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX moderation_acts_by_actor ON moderation_acts (actor_id);
CREATE INDEX moderation_acts_by_account ON moderation_acts (account_id, site_id);
CREATE INDEX moderation_acts_by_decider ON moderation_acts (appeal_decided_by);
CREATE INDEX moderation_acts_appealed ON moderation_acts (site_id, appeal_state) WHERE appeal_state IS NOT NULL;

-- Which mails somebody does not want from a place.
CREATE TABLE unwanted_mails (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- `comments`, `answers` or `waiting`.
    kind TEXT NOT NULL,
    PRIMARY KEY (site_id, account_id, kind)
);
CREATE INDEX unwanted_mails_by_account ON unwanted_mails (account_id, site_id);

-- The letters a site is set in; NULL for those of its theme.
ALTER TABLE sites ADD COLUMN letters TEXT;

-- How a site looked, each time it was changed: what can be undone.
CREATE TABLE looks (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    look TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX looks_by_account ON looks (account_id);

-- Sites packed up to be taken away.
CREATE TABLE exports (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    -- `site` (everything) or `wxr` (for WordPress).
    form TEXT NOT NULL CHECK (form IN ('site', 'wxr')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'failed')),
    -- Whether the members who agreed to it are in it.
    with_members BOOLEAN NOT NULL,
    file_name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ready_at BIGINT,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX exports_waiting ON exports (created_at) WHERE state = 'waiting';
CREATE INDEX exports_by_account ON exports (account_id);

-- What is true of the whole installation, by name: `keys` is sealed with the master key and shows that it belongs here.
CREATE TABLE installation (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);

-- Whether a member agreed that name, address and role come along when the place moves elsewhere.
ALTER TABLE memberships ADD COLUMN comes_along BOOLEAN NOT NULL DEFAULT FALSE;

-- What an imported thing was where it came from, as far as it has no place here: it leaves again as it came.
CREATE TABLE import_originals (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    source_key TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (site_id, source, source_key)
);
