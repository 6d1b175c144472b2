-- What the desk's lists read: every list pages by a key, in an order that an index has.

-- A case whose complaints were all taken away has no last one; its place is then that of its opening. Without this such
-- a case would have no key, and a page could lose it.
DROP INDEX "case_open_by_last_seen";
CREATE INDEX "case_open_by_last_seen" ON "case" (coalesce("last_seen_at", "opened_at") DESC, "id" DESC) WHERE "is_open";
-- The tabs of one state, in the orders other than urgency. Their predicate follows from the state alone, so that the
-- planner is not led to walk the indexes of all open cases instead.
CREATE INDEX "case_state_by_last_seen" ON "case" ("state", coalesce("last_seen_at", "opened_at") DESC, "id" DESC)
  WHERE "state" NOT IN ('closed', 'dismissed');
CREATE INDEX "case_state_by_opened" ON "case" ("state", "opened_at" DESC, "id" DESC)
  WHERE "state" NOT IN ('closed', 'dismissed');
CREATE INDEX "case_state_by_complaints" ON "case" ("state", "complaints" DESC, "id" DESC)
  WHERE "state" NOT IN ('closed', 'dismissed');
-- Earlier incidents of a customer, without walking all the customer's accounts.
CREATE INDEX "account_with_incidents" ON "account" ("customer_id") WHERE "incidents" > 0;
-- The mail of one mailbox, newest first.
CREATE INDEX "delivery_by_mailbox" ON "delivery" ("mailbox_id", "raw_message_id" DESC);
