-- How many reports came from each feedback loop on which day (UTC), counted by a job; outages that people marked; and the
-- silence alarm's state.
CREATE TABLE feedback_loop_day (
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  day date NOT NULL,
  reports integer NOT NULL CHECK (reports > 0),
  PRIMARY KEY (feedback_loop_id, day)
);

CREATE TABLE feedback_loop_outage (
  id serial PRIMARY KEY,
  feedback_loop_id integer NOT NULL REFERENCES feedback_loop (id) ON DELETE CASCADE,
  from_day date NOT NULL,
  to_day date NOT NULL,
  marked_by_id integer,
  marked_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT feedback_loop_outage_from_to CHECK (from_day <= to_day),
  CONSTRAINT feedback_loop_outage_once UNIQUE (feedback_loop_id, from_day, to_day)
);

ALTER TABLE feedback_loop
  ADD COLUMN expected_per_day double precision,
  ADD COLUMN watched_since timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN last_report_at timestamptz,
  ADD COLUMN silent_since timestamptz,
  ADD COLUMN alarm_at timestamptz,
  ADD CONSTRAINT feedback_loop_expected_per_day CHECK (expected_per_day > 0);

UPDATE feedback_loop SET watched_since = created_at;

-- Reports up to this one are counted. A report gets its number before it is committed, so the job counts only up to the
-- highest number that it saw a run earlier.
CREATE TABLE report_count_state (
  id boolean PRIMARY KEY DEFAULT true CHECK (id),
  counted_to bigint NOT NULL DEFAULT 0,
  seen_to bigint NOT NULL DEFAULT 0
);
INSERT INTO report_count_state DEFAULT VALUES;
