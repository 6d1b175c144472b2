-- AlterEnum
ALTER TYPE "user_role" ADD VALUE 'support';

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "totp_last_step" BIGINT,
ADD COLUMN     "totp_sealed" BYTEA;

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "attention" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "second_factor_at" TIMESTAMPTZ;

-- CreateTable
CREATE TABLE "recovery_code" (
    "hash" BYTEA NOT NULL,
    "user_id" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ,

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "recovery_code_user_id_idx" ON "recovery_code"("user_id");

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "connector" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "measures" TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "secret_sealed" BYTEA,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "stopped_at" TIMESTAMPTZ,
    "going_on_since" TIMESTAMPTZ,
    "canary_login" TEXT,
    "canary_at" TIMESTAMPTZ,
    "canary_result" JSONB,
    "last_ok_at" TIMESTAMPTZ,
    "last_fault" JSONB,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measure" (
    "id" BIGSERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "connector_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "wanted" TEXT NOT NULL DEFAULT 'on',
    "state" TEXT NOT NULL DEFAULT 'wanted',
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "ground" JSONB NOT NULL,
    "wanted_by_id" INTEGER,
    "wanted_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "second_reasons" TEXT[],
    "approved_by_id" INTEGER,
    "approved_at" TIMESTAMPTZ,
    "prior_state" JSONB,
    "applied_at" TIMESTAMPTZ,
    "confirmed_at" TIMESTAMPTZ,
    "proved_at" TIMESTAMPTZ,
    "read_back" JSONB,
    "probe" JSONB,
    "lift_wanted_by_id" INTEGER,
    "ended_at" TIMESTAMPTZ,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP,
    "claimed_until" TIMESTAMPTZ,
    "last_fault" JSONB,

    CONSTRAINT "measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "measure_step" (
    "id" BIGSERIAL NOT NULL,
    "measure_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempt" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "measure_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "protected_login" (
    "login" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER,

    CONSTRAINT "protected_login_pkey" PRIMARY KEY ("login")
);

-- CreateTable
CREATE TABLE "product_terms" (
    "contract" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "since" DATE NOT NULL,
    "clause" TEXT,

    CONSTRAINT "product_terms_pkey" PRIMARY KEY ("contract","measure")
);

-- CreateTable
CREATE TABLE "send_restriction" (
    "login" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "recipients_per_hour" INTEGER,
    "case_number" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'de',
    "idempotency_key" TEXT NOT NULL,
    "since" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "send_restriction_pkey" PRIMARY KEY ("login","mode")
);

-- CreateTable
CREATE TABLE "manual_order" (
    "key" TEXT NOT NULL,
    "done_by_id" INTEGER NOT NULL,
    "done_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "manual_order_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "webhook_answer" (
    "key" TEXT NOT NULL,
    "connector_id" INTEGER NOT NULL,
    "answer" JSONB NOT NULL,
    "sent_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "webhook_answer_pkey" PRIMARY KEY ("connector_id","key")
);

-- CreateTable
CREATE TABLE "send_quota" (
    "login" TEXT NOT NULL,
    "hour" TIMESTAMPTZ NOT NULL,
    "leased" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "send_quota_pkey" PRIMARY KEY ("login","hour")
);

-- CreateTable
CREATE TABLE "notice_template" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "tone" TEXT NOT NULL DEFAULT 'sie',
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER,

    CONSTRAINT "notice_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guidance_link" (
    "id" SERIAL NOT NULL,
    "language" TEXT NOT NULL,
    "country" TEXT,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "checked_on" DATE NOT NULL,

    CONSTRAINT "guidance_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" BIGSERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "step" INTEGER NOT NULL DEFAULT 0,
    "template_id" INTEGER,
    "to_address" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "mime" BYTEA NOT NULL,
    "message_id" TEXT NOT NULL,
    "reply_token" TEXT NOT NULL,
    "envelope_from" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "due_at" TIMESTAMPTZ,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_until" TIMESTAMPTZ,
    "response" TEXT,
    "accepted_at" TIMESTAMPTZ,
    "released_by_id" INTEGER,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reply" (
    "id" BIGSERIAL NOT NULL,
    "raw_message_id" BIGINT NOT NULL,
    "case_id" INTEGER,
    "notice_id" BIGINT,
    "linked_by" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_address" TEXT NOT NULL,
    "reply_to" TEXT,
    "subject" TEXT,
    "received_at" TIMESTAMPTZ NOT NULL,
    "text" TEXT NOT NULL,
    "quoted" TEXT,
    "authenticated" TEXT NOT NULL DEFAULT 'unknown',
    "attachments" INTEGER NOT NULL DEFAULT 0,
    "proposals" TEXT[],
    "message_id" TEXT,
    "handled_at" TIMESTAMPTZ,

    CONSTRAINT "reply_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checklist_tick" (
    "case_id" INTEGER NOT NULL,
    "item" TEXT NOT NULL,
    "confirmed_by_id" INTEGER,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reply_id" BIGINT,
    "note" TEXT,

    CONSTRAINT "checklist_tick_pkey" PRIMARY KEY ("case_id","item")
);

-- CreateTable
CREATE TABLE "reply_draft" (
    "case_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reply_draft_pkey" PRIMARY KEY ("case_id","user_id")
);

-- CreateTable
CREATE TABLE "playbook" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER,

    CONSTRAINT "playbook_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connector_name_key" ON "connector"("name");

-- CreateIndex
CREATE INDEX "measure_case_id_id_idx" ON "measure"("case_id", "id");

-- CreateIndex
CREATE INDEX "measure_step_measure_id_id_idx" ON "measure_step"("measure_id", "id");

-- CreateIndex
CREATE INDEX "notice_template_kind_language_tone_id_idx" ON "notice_template"("kind", "language", "tone", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_message_id_key" ON "notice"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_reply_token_key" ON "notice"("reply_token");

-- CreateIndex
CREATE INDEX "notice_case_id_id_idx" ON "notice"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_case_id_action_step_key" ON "notice"("case_id", "action", "step");

-- CreateIndex
CREATE UNIQUE INDEX "reply_raw_message_id_key" ON "reply"("raw_message_id");

-- CreateIndex
CREATE INDEX "reply_case_id_id_idx" ON "reply"("case_id", "id");

-- CreateIndex
CREATE INDEX "playbook_key_id_idx" ON "playbook"("key", "id");

-- Lists default to empty.
ALTER TABLE "connector" ALTER COLUMN "measures" SET DEFAULT '{}', ALTER COLUMN "measures" SET NOT NULL;
ALTER TABLE "measure" ALTER COLUMN "second_reasons" SET DEFAULT '{}', ALTER COLUMN "second_reasons" SET NOT NULL;
ALTER TABLE "reply" ALTER COLUMN "proposals" SET DEFAULT '{}', ALTER COLUMN "proposals" SET NOT NULL;

-- What refers to what.
ALTER TABLE "measure"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("account_id") REFERENCES "account" ("id"),
  ADD FOREIGN KEY ("connector_id") REFERENCES "connector" ("id"),
  ADD FOREIGN KEY ("wanted_by_id") REFERENCES "app_user" ("id"),
  ADD FOREIGN KEY ("approved_by_id") REFERENCES "app_user" ("id"),
  ADD FOREIGN KEY ("lift_wanted_by_id") REFERENCES "app_user" ("id");
ALTER TABLE "measure_step" ADD FOREIGN KEY ("measure_id") REFERENCES "measure" ("id");
ALTER TABLE "protected_login" ADD FOREIGN KEY ("created_by_id") REFERENCES "app_user" ("id");
ALTER TABLE "notice_template" ADD FOREIGN KEY ("created_by_id") REFERENCES "app_user" ("id");
ALTER TABLE "notice"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("template_id") REFERENCES "notice_template" ("id"),
  ADD FOREIGN KEY ("released_by_id") REFERENCES "app_user" ("id");
ALTER TABLE "reply"
  ADD FOREIGN KEY ("raw_message_id") REFERENCES "raw_message" ("id"),
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("notice_id") REFERENCES "notice" ("id");
ALTER TABLE "checklist_tick"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("confirmed_by_id") REFERENCES "app_user" ("id"),
  ADD FOREIGN KEY ("reply_id") REFERENCES "reply" ("id");
ALTER TABLE "reply_draft"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("user_id") REFERENCES "app_user" ("id");
ALTER TABLE "playbook" ADD FOREIGN KEY ("created_by_id") REFERENCES "app_user" ("id");

-- The words that the code knows.
ALTER TABLE "measure"
  ADD CONSTRAINT "measure_wanted" CHECK ("wanted" IN ('on', 'off')),
  ADD CONSTRAINT "measure_state" CHECK ("state" IN ('wanted', 'applied', 'confirmed', 'refuted', 'unknown')),
  -- Confirmed is what was read back and proved, nothing else.
  ADD CONSTRAINT "measure_confirmed_proved" CHECK ("state" <> 'confirmed'
    OR ("read_back" IS NOT NULL AND "probe" IS NOT NULL AND "proved_at" IS NOT NULL)),
  -- The second person is another one.
  ADD CONSTRAINT "measure_second_is_another" CHECK ("approved_by_id" IS NULL OR "approved_by_id" IS DISTINCT FROM "wanted_by_id"),
  -- Nothing is carried out that a second person has not agreed to.
  ADD CONSTRAINT "measure_agreed" CHECK ("wanted" = 'off' OR "prior_state" IS NULL
    OR cardinality("second_reasons") = 0 OR "approved_by_id" IS NOT NULL);
ALTER TABLE "notice" ADD CONSTRAINT "notice_state" CHECK ("state" IN ('waiting', 'due', 'sending', 'accepted', 'failed',
  'ambiguous', 'bounced', 'withdrawn', 'kept'));
ALTER TABLE "send_restriction" ADD CONSTRAINT "send_restriction_mode" CHECK (
  ("mode" = 'locked' AND "recipients_per_hour" IS NULL) OR ("mode" = 'throttled' AND "recipients_per_hour" >= 0));

-- What a loop's reports say may be told to the customer, unless its terms forbid it.
ALTER TABLE "feedback_loop" ADD COLUMN "discloses" BOOLEAN NOT NULL DEFAULT true;

-- One measure of a kind in force per account and connector, whoever clicks.
CREATE UNIQUE INDEX "measure_one_in_force" ON "measure" ("account_id", "kind", "connector_id") WHERE "ended_at" IS NULL;
-- What is to be carried out or proved again.
CREATE INDEX "measure_due" ON "measure" ("due_at") WHERE "due_at" IS NOT NULL;
-- Cases whose measures need somebody.
CREATE INDEX "measure_attention" ON "measure" ("case_id") WHERE "ended_at" IS NULL AND "state" IN ('refuted', 'unknown');
-- Notices that need somebody.
CREATE INDEX "notice_ambiguous" ON "notice" ("case_id") WHERE "state" = 'ambiguous';
CREATE INDEX "notice_due" ON "notice" ("due_at") WHERE "state" IN ('waiting', 'due');
CREATE INDEX "notice_sending" ON "notice" ("claimed_until") WHERE "state" = 'sending';
CREATE INDEX "reply_unmatched" ON "reply" ("id") WHERE "case_id" IS NULL;

-- The policy service hears of a change at once.
CREATE FUNCTION notify_send_restriction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('send_restriction', '');
  RETURN NULL;
END $$;
CREATE TRIGGER send_restriction_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "send_restriction"
  FOR EACH STATEMENT EXECUTE FUNCTION notify_send_restriction();

-- The workers hear of a decision when it commits.
CREATE FUNCTION notify_measure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('measure', '');
  RETURN NULL;
END $$;
CREATE TRIGGER measure_wanted AFTER INSERT ON "measure" FOR EACH STATEMENT EXECUTE FUNCTION notify_measure();
CREATE TRIGGER measure_changed AFTER UPDATE OF "wanted", "approved_by_id" ON "measure"
  FOR EACH STATEMENT EXECUTE FUNCTION notify_measure();

-- What arrives in a mailbox; a release and the time of probation after it.
ALTER TABLE "mailbox" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'complaints',
  ADD CONSTRAINT "mailbox_role" CHECK ("role" IN ('complaints', 'replies', 'both'));
ALTER TABLE "account" ADD COLUMN "cleared_before" TIMESTAMPTZ, ADD COLUMN "released_at" TIMESTAMPTZ,
  ADD COLUMN "probation_until" TIMESTAMPTZ;
ALTER TABLE "case" ADD COLUMN "release_wanted_by_id" INTEGER REFERENCES "app_user" ("id"),
  ADD COLUMN "release_wanted_at" TIMESTAMPTZ;
-- Answers that nobody has looked at, and those that belong to no case yet.
CREATE INDEX "reply_unhandled" ON "reply" ("id") WHERE "handled_at" IS NULL AND "kind" = 'answer';

-- The few open cases that need somebody stand above the list.
CREATE INDEX "case_attention" ON "case" ("stage" DESC, "score" DESC, "id" DESC) WHERE "is_open" AND "attention";
