-- A playbook has a name in each language.
ALTER TABLE "playbook" RENAME COLUMN "name" TO "name_de";
ALTER TABLE "playbook" ADD COLUMN "name_en" TEXT NOT NULL;

-- CreateTable
CREATE TABLE "playbook_run" (
    "id" BIGSERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "playbook_id" INTEGER NOT NULL,
    "started_by_id" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "playbook_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "playbook_step" (
    "run_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ,
    "measure_ids" BIGINT[],
    "notice_id" BIGINT,
    "code" TEXT,
    "done_by_id" INTEGER,
    "done_at" TIMESTAMPTZ,

    CONSTRAINT "playbook_step_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateTable
CREATE TABLE "automatic_measure" (
    "id" BIGSERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "policy_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "measure_ids" BIGINT[],
    "facts" JSONB NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_by_id" INTEGER,
    "seen_at" TIMESTAMPTZ,

    CONSTRAINT "automatic_measure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "playbook_run_case_id_id_idx" ON "playbook_run"("case_id", "id");

-- CreateIndex
CREATE INDEX "automatic_measure_case_id_id_idx" ON "automatic_measure"("case_id", "id");

ALTER TABLE "playbook_step" ALTER COLUMN "measure_ids" SET DEFAULT '{}', ALTER COLUMN "measure_ids" SET NOT NULL;
ALTER TABLE "automatic_measure" ALTER COLUMN "measure_ids" SET DEFAULT '{}', ALTER COLUMN "measure_ids" SET NOT NULL;

-- What refers to what.
ALTER TABLE "playbook_run"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("playbook_id") REFERENCES "playbook" ("id"),
  ADD FOREIGN KEY ("started_by_id") REFERENCES "app_user" ("id");
ALTER TABLE "playbook_step"
  ADD FOREIGN KEY ("run_id") REFERENCES "playbook_run" ("id"),
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("notice_id") REFERENCES "notice" ("id"),
  ADD FOREIGN KEY ("done_by_id") REFERENCES "app_user" ("id");
ALTER TABLE "automatic_measure"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("account_id") REFERENCES "account" ("id"),
  ADD FOREIGN KEY ("policy_id") REFERENCES "policy" ("id"),
  ADD FOREIGN KEY ("seen_by_id") REFERENCES "app_user" ("id");

-- The words that the code knows.
ALTER TABLE "playbook_step"
  ADD CONSTRAINT "playbook_step_kind" CHECK ("kind" IN ('measure', 'notice', 'recheck')),
  ADD CONSTRAINT "playbook_step_state" CHECK (
    ("kind" = 'measure' AND "state" IN ('ordered', 'standing', 'not-offered'))
    OR ("kind" = 'notice' AND "state" IN ('waiting', 'written', 'call', 'handed-over', 'called-off'))
    OR ("kind" = 'recheck' AND "state" IN ('waiting', 'due', 'seen', 'called-off'))),
  ADD CONSTRAINT "playbook_step_due" CHECK ("state" <> 'waiting' OR "due_at" IS NOT NULL);
-- The desk by itself takes only the graded measures.
ALTER TABLE "automatic_measure"
  ADD CONSTRAINT "automatic_measure_kind" CHECK ("kind" IN ('throttle', 'send-lock')),
  ADD CONSTRAINT "automatic_measure_outcome" CHECK ("outcome" IN ('acted', 'proposed'));

-- One notice of a playbook waits per case, and one recheck: whoever clicks.
CREATE UNIQUE INDEX "playbook_step_one_waiting" ON "playbook_step" ("case_id", "kind") WHERE "state" = 'waiting';
-- What waits, by the time it is due.
CREATE INDEX "playbook_step_waiting" ON "playbook_step" ("kind", "due_at") WHERE "state" = 'waiting';
-- What needs somebody.
CREATE INDEX "playbook_step_attention" ON "playbook_step" ("case_id") WHERE "state" IN ('due', 'handed-over') AND "done_at" IS NULL;
CREATE INDEX "automatic_measure_unseen" ON "automatic_measure" ("case_id") WHERE "seen_at" IS NULL;

-- The playbooks the product ships, as their first versions.
INSERT INTO "playbook" ("key", "name_de", "name_en", "body", "note") VALUES
  ('hijacked-mailbox', 'Gekapertes Postfach', 'Hijacked mailbox',
   '{"accounts": ["mailbox"], "fromStage": null, "isOffered": true, "steps": [
      {"kind": "measure", "measure": "send-lock"}, {"kind": "measure", "measure": "end-sessions"},
      {"kind": "measure", "measure": "hold-queue"}, {"kind": "notice", "notice": "mailbox-locked"},
      {"kind": "recheck", "hours": 48}]}', 'Auslieferung / as shipped'),
  ('web-script', 'Webskript', 'Web script',
   '{"accounts": ["site"], "fromStage": null, "isOffered": true, "steps": [
      {"kind": "measure", "measure": "send-lock"}, {"kind": "measure", "measure": "hold-queue"},
      {"kind": "notice", "notice": "site-locked"}, {"kind": "recheck", "hours": 48}]}', 'Auslieferung / as shipped'),
  ('careless-newsletter', 'Unbedachter Newsletter', 'Careless newsletter',
   '{"accounts": ["mailbox", "site"], "fromStage": null, "isOffered": true, "steps": [
      {"kind": "measure", "measure": "throttle", "recipientsPerHour": 50}, {"kind": "notice", "notice": "throttled"},
      {"kind": "recheck", "hours": 72}]}', 'Auslieferung / as shipped'),
  ('forwarding', 'Weiterleitung', 'Forwarding',
   '{"accounts": ["mailbox"], "fromStage": null, "isOffered": true, "steps": [
      {"kind": "notice", "notice": "forwarding"}]}', 'Auslieferung / as shipped');
