ALTER TABLE feed_entries DROP COLUMN hidden_at;
