-- CreateTable
CREATE TABLE "policy_draft" (
    "id" SERIAL NOT NULL,
    "base_id" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by_id" INTEGER NOT NULL,
    "closed_at" TIMESTAMPTZ,
    "policy_id" INTEGER,

    CONSTRAINT "policy_draft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_replay" (
    "id" SERIAL NOT NULL,
    "draft_id" INTEGER NOT NULL,
    "base_id" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "digest" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT 'kept',
    "file_name" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "failure" TEXT,
    "requested_by_id" INTEGER NOT NULL,
    "requested_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "policy_replay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_replay_mail" (
    "replay_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "policy_replay_mail_pkey" PRIMARY KEY ("replay_id","position")
);

-- CreateTable
CREATE TABLE "shadow_trial" (
    "id" SERIAL NOT NULL,
    "policy_id" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ,
    "ended_by_id" INTEGER,

    CONSTRAINT "shadow_trial_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "proposal" (
    "id" BIGSERIAL NOT NULL,
    "trial_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "stage" SMALLINT NOT NULL,
    "measure" TEXT NOT NULL,
    "automatic" BOOLEAN NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "log_signals" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_declaration" (
    "id" SERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "declared" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bulk_declaration_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "policy_replay_draft_id_id_idx" ON "policy_replay"("draft_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "proposal_trial_id_case_id_measure_automatic_key" ON "proposal"("trial_id", "case_id", "measure", "automatic");

-- CreateIndex
CREATE INDEX "bulk_declaration_customer_id_id_idx" ON "bulk_declaration"("customer_id", "id");

-- One draft at a time: two administrators change the same one and are told of each other.
CREATE UNIQUE INDEX "policy_draft_one_open" ON "policy_draft" ((true)) WHERE "closed_at" IS NULL;
CREATE UNIQUE INDEX "shadow_trial_one_running" ON "shadow_trial" ((true)) WHERE "ended_at" IS NULL;
-- What has to be run, found without reading what was.
CREATE INDEX "policy_replay_open" ON "policy_replay" ("id") WHERE "state" IN ('uploading', 'waiting', 'running');
-- Compressed before it comes here.
ALTER TABLE "policy_replay_mail" ALTER COLUMN "bytes" SET STORAGE EXTERNAL,
  ADD CONSTRAINT "policy_replay_mail_replay" FOREIGN KEY ("replay_id") REFERENCES "policy_replay" ("id") ON DELETE CASCADE;
ALTER TABLE "policy_draft"
  ADD CONSTRAINT "policy_draft_updated_by" FOREIGN KEY ("updated_by_id") REFERENCES "app_user" ("id");
ALTER TABLE "policy_replay"
  ADD CONSTRAINT "policy_replay_draft" FOREIGN KEY ("draft_id") REFERENCES "policy_draft" ("id") ON DELETE CASCADE,
  ADD CONSTRAINT "policy_replay_requested_by" FOREIGN KEY ("requested_by_id") REFERENCES "app_user" ("id"),
  ADD CONSTRAINT "policy_replay_source" CHECK ("source" IN ('kept', 'mailbox')),
  ADD CONSTRAINT "policy_replay_state" CHECK ("state" IN ('uploading', 'waiting', 'running', 'done', 'failed')),
  ADD CONSTRAINT "policy_replay_whole" CHECK ("state" <> 'done' OR "result" IS NOT NULL);
ALTER TABLE "proposal"
  ADD CONSTRAINT "proposal_trial" FOREIGN KEY ("trial_id") REFERENCES "shadow_trial" ("id"),
  ADD CONSTRAINT "proposal_case" FOREIGN KEY ("case_id") REFERENCES "case" ("id") ON DELETE CASCADE,
  ADD CONSTRAINT "proposal_measure" CHECK ("measure" IN ('review', 'throttle', 'send-lock'));
CREATE INDEX "proposal_case_id" ON "proposal" ("case_id");
ALTER TABLE "bulk_declaration"
  ADD CONSTRAINT "bulk_declaration_customer" FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE CASCADE,
  ADD CONSTRAINT "bulk_declaration_user" FOREIGN KEY ("user_id") REFERENCES "app_user" ("id");
CREATE INDEX "customer_declared_bulk" ON "customer" ("id") WHERE "declared_bulk_sender";

-- Desks that have a policy already begin their trial now.
INSERT INTO "shadow_trial" ("policy_id", "days") SELECT max("id"), 14 FROM "policy" HAVING max("id") IS NOT NULL;
