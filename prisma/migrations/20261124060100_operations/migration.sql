-- What the operator's monitoring asks, by index: notices that failed, and when each job last came to its end.
CREATE INDEX notice_failed ON notice (created_at) WHERE state = 'failed';

CREATE TABLE job_run (
  name text PRIMARY KEY,
  succeeded_at timestamptz,
  failed_at timestamptz,
  -- Of the last run, whatever it came to.
  seconds double precision NOT NULL
);
