-- Our own feedback loop: who gets complaints of our users about his mail.
CREATE TABLE own_loop_subscriber (
  id serial PRIMARY KEY,
  organisation text NOT NULL UNIQUE,
  report_address text NOT NULL,
  -- Ranges he sends from, as an administrator checked them.
  ranges text[] NOT NULL DEFAULT '{}',
  per_hour integer NOT NULL,
  per_day integer NOT NULL,
  note text,
  -- 'pending', 'active', 'suspended', 'ended'
  state text NOT NULL DEFAULT 'pending',
  state_since timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT own_loop_subscriber_state_known CHECK (state IN ('pending', 'active', 'suspended', 'ended')),
  CONSTRAINT own_loop_subscriber_pace CHECK (per_hour BETWEEN 1 AND 100000 AND per_day BETWEEN 1 AND 1000000)
);

-- A domain of one subscriber, his once a code sent to its postmaster or abuse address came back.
CREATE TABLE own_loop_domain (
  id serial PRIMARY KEY,
  subscriber_id integer NOT NULL REFERENCES own_loop_subscriber (id) ON DELETE CASCADE,
  domain text NOT NULL,
  -- SHA-256 of the code that was sent, where, until when it holds, and how often it was tried.
  code_hash bytea,
  sent_to text,
  code_until timestamptz,
  tries integer NOT NULL DEFAULT 0,
  verified_at timestamptz,
  CONSTRAINT own_loop_domain_once UNIQUE (subscriber_id, domain)
);
-- A domain is proved by one subscriber at a time.
CREATE UNIQUE INDEX own_loop_domain_proved ON own_loop_domain (domain) WHERE verified_at IS NOT NULL;

-- One mail that a user complained about, or a trap caught, and one subscriber it is about.
CREATE TABLE own_loop_report (
  id bigserial PRIMARY KEY,
  subscriber_id integer NOT NULL REFERENCES own_loop_subscriber (id) ON DELETE CASCADE,
  -- SHA-256 of mail and user: handed in twice it is one report.
  key bytea NOT NULL,
  -- 'click', 'trap'
  kind text NOT NULL,
  -- 'dkim', 'address'
  matched_by text NOT NULL,
  matched text NOT NULL,
  -- 'queued', 'held-hour', 'held-day'
  state text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT own_loop_report_once UNIQUE (subscriber_id, key),
  CONSTRAINT own_loop_report_state_known CHECK (state IN ('queued', 'held-hour', 'held-day'))
);
CREATE INDEX own_loop_report_pace ON own_loop_report (subscriber_id, at);
CREATE INDEX own_loop_report_page ON own_loop_report (subscriber_id, id);
CREATE INDEX own_loop_report_old ON own_loop_report (at);
