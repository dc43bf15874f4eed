-- When moderators took an entry of an outside source off this site: what the source sends again stays off.
ALTER TABLE feed_entries ADD COLUMN hidden_at BIGINT;
