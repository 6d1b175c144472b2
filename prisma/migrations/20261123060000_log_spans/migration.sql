-- From when to when a host's log is known: a row for each run of reading without a break, so that a break in between is a
-- hole and not known time (docs/decisions/0014). `source_id` has no reference: what was read stays known when its source
-- is removed.
CREATE TABLE "mail_log_span" (
  "host" TEXT NOT NULL,
  "source_id" INTEGER NOT NULL,
  "run_at" TIMESTAMPTZ NOT NULL,
  "from_at" TIMESTAMPTZ NOT NULL,
  "to_at" TIMESTAMPTZ NOT NULL,
  CONSTRAINT "mail_log_span_pkey" PRIMARY KEY ("host", "source_id", "run_at")
);

-- What was known as one piece stays one run, of the first source that was read; its files go on in that run.
INSERT INTO "mail_log_span" ("host", "source_id", "run_at", "from_at", "to_at")
SELECT c."host", s."id", date_trunc('milliseconds', r."run_at"), c."from_at", c."to_at"
FROM "mail_log_coverage" c
CROSS JOIN (SELECT min("from_at") AS "run_at" FROM "mail_log_coverage") r
CROSS JOIN (SELECT min("id") AS "id" FROM "log_source" WHERE "kind" <> 'cluster') s
WHERE s."id" IS NOT NULL;

UPDATE "log_source" SET "position" = jsonb_set("position", '{files}', (
  SELECT jsonb_agg(f || jsonb_build_object(
    'run', (SELECT floor(extract(epoch FROM min("run_at")) * 1000)::bigint FROM "mail_log_span"),
    'lastAt', (SELECT floor(extract(epoch FROM max("to_at")) * 1000)::bigint FROM "mail_log_span")))
  FROM jsonb_array_elements("position"->'files') f))
WHERE jsonb_array_length("position"->'files') > 0 AND EXISTS (SELECT FROM "mail_log_span");

DROP TABLE "mail_log_coverage";

-- Lines that came behind the end that their host was known to: what was said of mail of that time is looked at again.
CREATE TABLE "mail_log_late" (
  "host" TEXT NOT NULL,
  "from_at" TIMESTAMPTZ NOT NULL,
  "to_at" TIMESTAMPTZ NOT NULL
);

CREATE INDEX "report_mail_date_idx" ON "report" ("mail_date");
