-- What a complaint waits for whose mail log has not arrived yet, or did not arrive in time.
ALTER TABLE "attribution" ADD COLUMN "wait_host" TEXT, ADD COLUMN "wait_log_to" TIMESTAMPTZ,
  ADD COLUMN "wait_until" TIMESTAMPTZ,
  ADD CONSTRAINT "attribution_wait_whole" CHECK (("verdict" <> 'waiting' OR "wait_until" IS NOT NULL)
    AND num_nulls("wait_host", "wait_log_to", "wait_until") IN (0, 3));

-- The few that wait, by when they are due at the latest.
CREATE INDEX "attribution_waiting" ON "attribution" ("wait_until") WHERE "wait_until" IS NOT NULL;
