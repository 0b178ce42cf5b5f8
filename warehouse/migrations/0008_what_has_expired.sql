-- When the landed file of a batch was given up by the retention policy; its rows stay.
ALTER TABLE batches ADD COLUMN expired_at TIMESTAMPTZ;
