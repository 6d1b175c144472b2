-- The overview of suppression lists, those that changed last on top.
CREATE INDEX suppression_list_latest ON suppression_list (last_at DESC, customer_id DESC) WHERE last_at IS NOT NULL;
