-- The places of the kept mail: why it was kept, else what it is. Lists page through one place, and the list of places
-- jumps along it.
CREATE INDEX "raw_message_kept_by_place" ON "raw_message" (coalesce("reason_code", "format", ''), "id") WHERE "state" = 'kept';

-- Open tasks, newest occurrence first.
CREATE INDEX "task_open_by_last" ON "task" ("last_at", "id") WHERE "done_at" IS NULL;

-- Kept and restricted mail was not set aside: what it is says why it is there.
ALTER TABLE "raw_message" DROP CONSTRAINT "raw_message_reason_where_set_aside";
ALTER TABLE "raw_message"
  ADD CONSTRAINT "raw_message_reason_where_set_aside"
  CHECK ("state" IN ('received', 'processed', 'kept', 'restricted') OR "reason_code" IS NOT NULL);
