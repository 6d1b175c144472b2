-- Our own feedback loop takes mail: mailboxes for what users called spam and for what came to traps.
ALTER TABLE "mailbox" DROP CONSTRAINT "mailbox_role",
  ADD CONSTRAINT "mailbox_role" CHECK ("role" IN ('complaints', 'replies', 'both', 'spam-clicks', 'spam-traps'));
-- LMTP has an address of its own for each of them, and each its row.
DROP INDEX "mailbox_one_per_way";
CREATE UNIQUE INDEX "mailbox_one_per_way" ON "mailbox" ("kind", "role") WHERE "origin" = 'built-in';

-- What came in, and what became of it. No user, and of the mail only where it is kept.
CREATE TABLE own_loop_input (
  id bigserial PRIMARY KEY,
  -- NULL: it came by the API, which keeps no mail.
  raw_message_id bigint UNIQUE REFERENCES raw_message (id) ON DELETE CASCADE,
  -- 'api', 'mail'
  way text NOT NULL,
  -- 'click', 'trap'
  kind text NOT NULL,
  outcome text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT own_loop_input_known CHECK (way IN ('api', 'mail') AND kind IN ('click', 'trap'))
);
CREATE INDEX own_loop_input_old ON own_loop_input (at);

-- The same, counted by the day (UTC).
CREATE TABLE own_loop_input_day (
  day date NOT NULL,
  way text NOT NULL,
  kind text NOT NULL,
  outcome text NOT NULL,
  count integer NOT NULL,
  PRIMARY KEY (day, way, kind, outcome)
);

-- Reports of each subscriber, counted by the day (UTC), so that the list of subscribers reads no report.
CREATE TABLE own_loop_report_day (
  subscriber_id integer NOT NULL REFERENCES own_loop_subscriber (id) ON DELETE CASCADE,
  day date NOT NULL,
  queued integer NOT NULL DEFAULT 0,
  held integer NOT NULL DEFAULT 0,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (subscriber_id, day)
);
INSERT INTO own_loop_report_day (subscriber_id, day, queued, held, last_at)
SELECT subscriber_id, (at AT TIME ZONE 'UTC')::date, count(*) FILTER (WHERE state = 'queued'),
  count(*) FILTER (WHERE state <> 'queued'), max(at)
FROM own_loop_report GROUP BY 1, 2;
