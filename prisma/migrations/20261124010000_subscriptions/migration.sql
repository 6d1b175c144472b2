-- The life of a subscription: its state takes the place of the flag, and beside it stand who looks after it, whom to write
-- to, what it costs, what the provider knows of our resources, and what it still has to be told. "Silent" is no state: it
-- follows from silent_since of an active loop.
ALTER TABLE feedback_loop
  ADD COLUMN state text NOT NULL DEFAULT 'active',
  ADD COLUMN state_since timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN owner_id integer REFERENCES app_user (id),
  ADD COLUMN deputy_id integer REFERENCES app_user (id),
  ADD COLUMN contact_name text,
  ADD COLUMN contact_email text,
  ADD COLUMN contact_phone text,
  ADD COLUMN contact_url text,
  ADD COLUMN terms text,
  ADD COLUMN may_suppress_address boolean NOT NULL DEFAULT false,
  ADD COLUMN fee text,
  ADD COLUMN fee_cents integer,
  ADD COLUMN renews_on date,
  -- The date of which the task has been raised: one task a date, also where somebody ended it early.
  ADD COLUMN renewal_raised_for date,
  ADD COLUMN portal_url text,
  ADD COLUMN credentials_sealed bytea,
  ADD CONSTRAINT feedback_loop_state
    CHECK (state IN ('planned', 'applied', 'verifying', 'active', 'paused', 'ended')),
  ADD CONSTRAINT feedback_loop_deputy CHECK (deputy_id <> owner_id),
  ADD CONSTRAINT feedback_loop_fee CHECK (fee_cents >= 0);

UPDATE feedback_loop SET state = CASE WHEN active THEN 'active' ELSE 'paused' END, state_since = created_at;
ALTER TABLE feedback_loop DROP COLUMN active;

-- What happened to a subscription: what people changed, what they noted.
CREATE TABLE feedback_loop_event (
  id bigserial PRIMARY KEY,
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  at timestamptz NOT NULL DEFAULT now(),
  -- Null: the desk itself.
  user_id integer REFERENCES app_user (id),
  kind text NOT NULL,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX feedback_loop_event_newest ON feedback_loop_event (feedback_loop_id, id);

-- What the provider knows of our own resources: values, since those of the environment have no row, and what is no longer
-- ours stays known there until somebody tells.
CREATE TABLE feedback_loop_resource (
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  kind text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (feedback_loop_id, kind, value)
);

-- RFC 6449: the provider has to be told what changed. Open until somebody did.
CREATE TABLE feedback_loop_duty (
  id bigserial PRIMARY KEY,
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  kind text NOT NULL,
  value text NOT NULL,
  change text NOT NULL CHECK (change IN ('added', 'removed')),
  since timestamptz NOT NULL DEFAULT now(),
  told_at timestamptz,
  told_by_id integer REFERENCES app_user (id)
);
CREATE UNIQUE INDEX feedback_loop_duty_one_open ON feedback_loop_duty (feedback_loop_id, kind, value)
  WHERE told_at IS NULL;

CREATE TABLE feedback_loop_file (
  id serial PRIMARY KEY,
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  name text NOT NULL,
  content bytea NOT NULL,
  size_bytes integer NOT NULL,
  added_at timestamptz NOT NULL DEFAULT now(),
  added_by_id integer REFERENCES app_user (id)
);
CREATE INDEX feedback_loop_file_of_loop ON feedback_loop_file (feedback_loop_id, id);

-- The tasks of one subscription, for its page.
CREATE INDEX task_of_loop ON task (feedback_loop_id, id) WHERE feedback_loop_id IS NOT NULL;
