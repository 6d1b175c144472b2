-- Suppression lists: which complainants a customer's list mail is not to reach again (RFC 6449 §3.4), what each entry
-- rests on, and how far the customer's list software was told.
CREATE TABLE suppression_list (
  customer_id integer PRIMARY KEY REFERENCES customer (id) ON UPDATE NO ACTION,
  gives_addresses boolean NOT NULL DEFAULT false,
  refuses boolean NOT NULL DEFAULT false,
  refuse_days integer NOT NULL DEFAULT 180,
  active integer NOT NULL DEFAULT 0,
  ended integer NOT NULL DEFAULT 0,
  -- The number of the latest change. Counted under this row's lock, so that numbers are committed in their order.
  change bigint NOT NULL DEFAULT 0,
  last_at timestamptz,
  webhook_url text,
  webhook_ca text NOT NULL DEFAULT '',
  webhook_secret_sealed bytea,
  webhook_on boolean NOT NULL DEFAULT false,
  webhook_change bigint NOT NULL DEFAULT 0,
  webhook_due_at timestamptz,
  webhook_attempt integer NOT NULL DEFAULT 0,
  webhook_failures integer NOT NULL DEFAULT 0,
  webhook_fault jsonb,
  webhook_taken_at timestamptz,
  CONSTRAINT suppression_list_refuse_days CHECK (refuse_days BETWEEN 1 AND 730),
  CONSTRAINT suppression_list_webhook CHECK (NOT webhook_on OR (webhook_url IS NOT NULL AND webhook_secret_sealed IS NOT NULL))
);
CREATE INDEX suppression_list_webhook_due ON suppression_list (webhook_due_at) WHERE webhook_on;

CREATE TABLE suppression_entry (
  id bigserial PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES suppression_list (customer_id) ON UPDATE NO ACTION,
  -- Empty where the mails name no list.
  list_id text NOT NULL DEFAULT '',
  token text NOT NULL,
  complainant text NOT NULL,
  -- By which the policy service knows the address; null where the report names none.
  address_mark text,
  recipient_id text,
  recipient_rule text,
  campaign text,
  account_id integer NOT NULL,
  feedback_loop_id integer,
  evidence jsonb NOT NULL DEFAULT '[]',
  complaints integer NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  removed_at timestamptz,
  removed_by_id integer,
  removed_reason text,
  ended_at timestamptz,
  ended_by text,
  change bigint NOT NULL,
  CONSTRAINT suppression_entry_once UNIQUE (customer_id, token, list_id),
  CONSTRAINT suppression_entry_change UNIQUE (customer_id, change),
  CONSTRAINT suppression_entry_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT suppression_entry_ended_by CHECK (ended_by IN ('not-spam', 'person', 'complaint-gone')),
  CONSTRAINT suppression_entry_removed CHECK ((removed_at IS NULL) = (removed_reason IS NULL))
);
CREATE INDEX suppression_entry_active ON suppression_entry (customer_id, change) WHERE ended_at IS NULL;
CREATE INDEX suppression_entry_ended_at ON suppression_entry (customer_id, change) WHERE ended_at IS NOT NULL;

-- One complaint about list mail, or one not-spam. Written with its report; a job makes entries of it. `token` is null
-- until then; `report_id` becomes null when the report is read anew.
CREATE TABLE suppression_ground (
  id bigserial PRIMARY KEY,
  report_id bigint UNIQUE REFERENCES report (id) ON DELETE SET NULL ON UPDATE NO ACTION,
  account_id integer NOT NULL,
  is_not_spam boolean NOT NULL,
  complainant text NOT NULL,
  reporter_key text NOT NULL,
  feedback_loop_id integer,
  received_at timestamptz NOT NULL,
  list_id text NOT NULL,
  recipient_id text,
  recipient_rule text,
  campaign text,
  evidence jsonb NOT NULL,
  customer_id integer,
  token text,
  CONSTRAINT suppression_ground_settled CHECK ((customer_id IS NULL) = (token IS NULL))
);
CREATE INDEX suppression_ground_waiting ON suppression_ground (id) WHERE token IS NULL;
CREATE INDEX suppression_ground_gone ON suppression_ground (id) WHERE report_id IS NULL;
CREATE INDEX suppression_ground_pair ON suppression_ground (customer_id, token);
