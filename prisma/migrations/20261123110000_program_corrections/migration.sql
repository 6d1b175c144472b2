-- What administrators corrected in the directory of programs, or added to it.
CREATE TABLE program_correction (
  program_id text PRIMARY KEY,
  body jsonb NOT NULL,
  updated_by_id integer,
  updated_at timestamptz NOT NULL DEFAULT now()
);
