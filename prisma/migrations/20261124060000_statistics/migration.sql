-- What the desk achieves: counters by day, kept by a job; what follows from each case; who wants a weekly report; and which
-- workers live.

-- Reports by day of receipt (UTC) along one dimension at a time, and mails delivered.
CREATE TABLE statistic_day (
  dimension text NOT NULL CHECK (dimension IN ('program', 'kind', 'verdict', 'account', 'delivered')),
  key text NOT NULL,
  day date NOT NULL,
  count bigint NOT NULL,
  -- Sums over a period read the index alone.
  PRIMARY KEY (dimension, day, key) INCLUDE (count)
);

-- Along which keys a report is counted. They never change while the report stands: reading a mail again removes its reports
-- and files new ones.
CREATE VIEW countable_report AS
SELECT r.id AS report_id, r.raw_message_id, (r.received_at AT TIME ZONE 'UTC')::date AS day,
       CASE WHEN r.feedback_loop_id IS NOT NULL THEN 'loop:' || r.feedback_loop_id
            WHEN r.trust = 'known' THEN left(r.reporter_key, 200)
            WHEN r.trust = 'signed' THEN 'signed' ELSE 'unauthenticated' END AS program,
       r.kind, coalesce(a.verdict, 'none') AS verdict,
       CASE WHEN r.kind <> 'not-spam' THEN c.account_id END AS account_id, c.case_id
FROM report r
LEFT JOIN attribution a ON a.report_id = r.id
LEFT JOIN complaint c ON c.report_id = r.id;

-- Reports that were removed since the last count: what was counted of them is taken back.
CREATE TABLE removed_report (
  report_id bigint PRIMARY KEY,
  day date NOT NULL,
  program text NOT NULL,
  kind text NOT NULL,
  verdict text NOT NULL,
  account_id integer,
  case_id integer
);

-- How a case went, kept up to date by the job.
CREATE TABLE case_figure (
  case_id integer PRIMARY KEY REFERENCES "case" (id) ON DELETE CASCADE,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- `confirmed`, `cleaned`, `unfounded`, `other`; null while it is open.
  ended text CHECK (ended IN ('confirmed', 'cleaned', 'unfounded', 'other')),
  programs text[] NOT NULL,
  first_complaint_at timestamptz,
  lock_wanted_at timestamptz,
  lock_confirmed_at timestamptz,
  -- Complaints received while the confirmed lock stood, and how many of them are about mail of that time.
  after_lock integer NOT NULL DEFAULT 0,
  sent_after_lock integer NOT NULL DEFAULT 0,
  -- The account had a confirmed case within 30 days before, or this case relapsed or was reopened.
  is_repeat boolean NOT NULL
);
CREATE INDEX case_figure_opened ON case_figure (opened_at);
CREATE INDEX case_figure_closed ON case_figure (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX case_figure_locked ON case_figure (lock_wanted_at) WHERE lock_wanted_at IS NOT NULL;

-- Up to where reports and case events are counted: up to the highest number that the run before saw, since a row has its
-- number before it is committed.
CREATE TABLE statistic_state (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  counted_to bigint NOT NULL DEFAULT 0,
  seen_to bigint NOT NULL DEFAULT 0,
  events_to bigint NOT NULL DEFAULT 0,
  events_seen_to bigint NOT NULL DEFAULT 0,
  counted_at timestamptz,
  delivered_at timestamptz
);
INSERT INTO statistic_state DEFAULT VALUES;

-- Where the weekly report goes; null: this person wants none.
ALTER TABLE app_user ADD COLUMN weekly_report_to text;

-- When each worker of each process last said that it runs.
CREATE TABLE worker_heartbeat (
  instance text NOT NULL,
  worker text NOT NULL,
  started_at timestamptz NOT NULL,
  at timestamptz NOT NULL,
  memory_bytes bigint NOT NULL,
  PRIMARY KEY (instance, worker)
);
