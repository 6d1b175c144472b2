-- Searching suppression lists. Each index ends in the order of a list's page, so that a page reads the rows that it shows.

-- Whose lists an address is on, and whether it is on one customer's.
CREATE INDEX suppression_entry_complainant ON suppression_entry (complainant, customer_id, change);
CREATE INDEX suppression_entry_recipient ON suppression_entry (customer_id, recipient_id, change) WHERE recipient_id IS NOT NULL;
CREATE INDEX suppression_entry_list_active ON suppression_entry (customer_id, list_id, change) WHERE ended_at IS NULL;
CREATE INDEX suppression_entry_list_ended ON suppression_entry (customer_id, list_id, change) WHERE ended_at IS NOT NULL;
-- Entries that ended long ago are looked for every hour.
CREATE INDEX suppression_entry_ended_time ON suppression_entry (ended_at) WHERE ended_at IS NOT NULL;

-- The overview: those with the most entries, those whose list software takes nothing, those of a name.
CREATE INDEX suppression_list_largest ON suppression_list (active DESC, customer_id DESC) WHERE last_at IS NOT NULL;
CREATE INDEX suppression_list_failing ON suppression_list (last_at DESC, customer_id DESC)
  WHERE last_at IS NOT NULL AND webhook_on AND webhook_failures > 0;
CREATE INDEX customer_name_search ON customer USING gin (lower(name) gin_trgm_ops);
