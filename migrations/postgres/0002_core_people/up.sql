-- People: one account for the whole umbrella, whose roles hold at a place of the tree and beneath it.
CREATE TABLE accounts (
    id BIGINT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_verified_at BIGINT,
    name TEXT NOT NULL,
    password_hash TEXT,
    -- Whether the password was long enough for site managers when it was chosen.
    password_is_strong BOOLEAN NOT NULL,
    locale TEXT,
    totp_sealed TEXT,
    totp_last_step BIGINT,
    -- From when on a second factor is demanded; NULL while no role demands one.
    second_factor_due_at BIGINT,
    -- When the person last signed in; NULL until they do.
    seen_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_by_email ON accounts (email);

CREATE TABLE passkeys (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    credential_id TEXT NOT NULL,
    credential TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential_id);

CREATE TABLE recovery_codes (
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE memberships (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('member', 'contributor', 'author', 'editor', 'manager', 'network-admin', 'umbrella-admin')),
    -- What the person is called here, when it is not the name of the account.
    handle TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, account_id)
);
CREATE INDEX memberships_by_account ON memberships (account_id, site_id);
CREATE INDEX memberships_by_role ON memberships (site_id, role);

CREATE TABLE invitations (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    invited_by BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (site_id, id)
);
CREATE UNIQUE INDEX invitations_by_token ON invitations (token_hash);
CREATE INDEX invitations_by_inviter ON invitations (invited_by);

CREATE TABLE join_requests (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    note TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined')),
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX join_requests_by_account ON join_requests (account_id);
CREATE UNIQUE INDEX join_requests_waiting ON join_requests (site_id, account_id) WHERE state = 'waiting';

-- Somebody asks for a site beneath this node.
CREATE TABLE site_requests (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    wish TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined')),
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX site_requests_by_account ON site_requests (account_id);
CREATE INDEX site_requests_by_state ON site_requests (site_id, state, id);

-- Who is signed in on the sign-in host. Only a hash of what the browser holds is kept.
CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    -- When a password, passkey or code was last given; sensitive acts ask again after a while.
    confirmed_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);

-- The same on each site's host; they go with the session on the sign-in host.
CREATE TABLE site_sessions (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL,
    session_hash TEXT NOT NULL REFERENCES sessions (token_hash) ON DELETE CASCADE,
    host TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, token_hash)
);
CREATE INDEX site_sessions_by_session ON site_sessions (session_hash);

-- One-time codes that carry a sign-in from the sign-in host to a site.
CREATE TABLE sign_in_codes (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL,
    session_hash TEXT NOT NULL REFERENCES sessions (token_hash) ON DELETE CASCADE,
    host TEXT NOT NULL,
    challenge TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (site_id, code_hash)
);
CREATE INDEX sign_in_codes_by_session ON sign_in_codes (session_hash);

-- Links that work once: setting up, confirming an address, a new password.
CREATE TABLE one_time_links (
    token_hash TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('set-up', 'sign-up', 'verify-email', 'reset-password', 'passkey')),
    account_id BIGINT REFERENCES accounts (id) ON DELETE CASCADE,
    -- What else the link stands for: an address and a name, sealed.
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX one_time_links_by_account ON one_time_links (account_id);

-- How often something was tried within a window of time.
CREATE TABLE limits (
    name TEXT NOT NULL PRIMARY KEY,
    window_start BIGINT NOT NULL,
    used BIGINT NOT NULL
);
CREATE INDEX limits_by_window ON limits (window_start);

-- What people with a role did, for the people concerned to read.
CREATE TABLE audit (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    id BIGINT NOT NULL,
    -- None when the command line or the worker did it.
    actor_id BIGINT REFERENCES accounts (id) ON DELETE SET NULL,
    actor_name TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, id)
);
CREATE INDEX audit_by_actor ON audit (actor_id);

-- A site's own domains and how well they have proved theirs.
CREATE TABLE domains (
    site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    proof TEXT NOT NULL,
    proved_at BIGINT,
    checked_at BIGINT,
    failures INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (site_id, host)
);
CREATE INDEX domains_by_check ON domains (checked_at);

-- Mails on their way. Links in them are secrets: what a mail says is sealed, and forgotten once it is sent or given up.
CREATE TABLE mails (
    id BIGINT NOT NULL PRIMARY KEY,
    -- The site it is about. It stays when the site goes: the mail may say so.
    site_id BIGINT,
    recipient TEXT NOT NULL,
    locale TEXT NOT NULL,
    kind TEXT NOT NULL,
    sealed TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    -- When it is sent next; while it is being sent, when it counts as interrupted.
    due_at BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mails_by_due ON mails (state, due_at);
