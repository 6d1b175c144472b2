-- What intake saw of the feedback loops: appended in the transaction that files a batch, a few rows each, and taken away by
-- the job that adds them up. Without a key or an index, so that intake hardly notices.
CREATE TABLE feedback_loop_note (
  feedback_loop_id integer NOT NULL,
  day date NOT NULL,
  -- `report`, `broken`, `unknown`: read, could not be read, in no format that we know.
  outcome text NOT NULL,
  -- `verified`, `unverified`, `failed`: proved to be the loop's, nothing could be checked, checked and not proved.
  authenticity text NOT NULL,
  -- What was proved of the sender; null where it was not.
  from_address text,
  envelope_domain text,
  dkim_domain text,
  -- Null: the report does not say enough.
  is_ours boolean,
  foreign_ip inet,
  hides_recipient boolean NOT NULL,
  hides_message_id boolean NOT NULL,
  hides_subject boolean NOT NULL,
  raw_message_id bigint NOT NULL,
  mails integer NOT NULL
);

-- The same by day, added up. Kept for 400 days (keep-house).
CREATE TABLE feedback_loop_health_day (
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  day date NOT NULL,
  verified integer NOT NULL DEFAULT 0,
  unverified integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  broken integer NOT NULL DEFAULT 0,
  unknown integer NOT NULL DEFAULT 0,
  reports integer NOT NULL DEFAULT 0,
  ours integer NOT NULL DEFAULT 0,
  not_ours integer NOT NULL DEFAULT 0,
  hidden_recipient integer NOT NULL DEFAULT 0,
  hidden_message_id integer NOT NULL DEFAULT 0,
  hidden_subject integer NOT NULL DEFAULT 0,
  PRIMARY KEY (feedback_loop_id, day)
);

-- Who wrote a loop's reports (`from`, `envelope`, `dkim`: proved alone), and addresses that are not ours (`foreign`), from
-- when to when. At most 200 of a kind are kept for each loop.
CREATE TABLE feedback_loop_seen (
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('from', 'envelope', 'dkim', 'foreign')),
  value text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  mails integer NOT NULL,
  -- The latest of them, for people.
  raw_message_id bigint NOT NULL,
  PRIMARY KEY (feedback_loop_id, kind, value)
);

-- What people arranged to keep a loop alive.
CREATE TABLE feedback_loop_upkeep (
  feedback_loop_id integer PRIMARY KEY REFERENCES feedback_loop (id) ON DELETE CASCADE,
  self_check boolean NOT NULL DEFAULT false,
  contacts_confirmed_at timestamptz,
  contacts_confirmed_by_id integer REFERENCES app_user (id),
  -- Cases that it took part in and that ended in the last 90 days, and those of them that were abuse; counted by a job.
  decided_cases integer NOT NULL DEFAULT 0,
  confirmed_cases integer NOT NULL DEFAULT 0
);

-- A mail of our own to a loop's address, once a month. Its Message-ID carries id, serial and a code over both.
CREATE TABLE feedback_loop_self_check (
  id serial PRIMARY KEY,
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  address text NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now(),
  arrived_at timestamptz,
  raw_message_id bigint,
  -- Set once its absence was told.
  missed_at timestamptz
);
CREATE INDEX feedback_loop_self_check_newest ON feedback_loop_self_check (feedback_loop_id, id);

-- Where our mail went: recipients delivered to by domain and day (UTC), the largest of each day, counted by a job from the
-- mail log. `recipient_day` says what was counted when, and how much all domains of others come to.
CREATE TABLE recipient_day (
  day date PRIMARY KEY,
  delivered bigint NOT NULL,
  counted_at timestamptz NOT NULL
);
CREATE TABLE recipient_domain_day (
  day date NOT NULL REFERENCES recipient_day (day) ON DELETE CASCADE,
  domain text NOT NULL,
  delivered integer NOT NULL,
  PRIMARY KEY (day, domain)
);
