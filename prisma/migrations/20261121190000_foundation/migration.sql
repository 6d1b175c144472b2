CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "mailbox_kind" AS ENUM ('imap', 'maildir');

-- CreateEnum
CREATE TYPE "message_state" AS ENUM ('received', 'processed', 'not_recognised', 'quarantined');

-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('mailbox', 'site', 'connection');

-- CreateEnum
CREATE TYPE "case_state" AS ENUM ('new', 'in_review', 'contained', 'waiting_for_customer', 'answered', 'released', 'watching', 'closed', 'dismissed');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('agent', 'admin');

-- CreateTable
CREATE TABLE "mailbox" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "mailbox_kind" NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'screen',
    "host" TEXT,
    "port" INTEGER,
    "security" TEXT NOT NULL DEFAULT 'tls',
    "ca_pem" TEXT,
    "username" TEXT,
    "password_sealed" BYTEA,
    "path" TEXT,
    "folder" TEXT NOT NULL DEFAULT 'INBOX',
    "processed_folder" TEXT NOT NULL DEFAULT 'Processed',
    "quarantine_folder" TEXT NOT NULL DEFAULT 'Quarantine',
    "poll_seconds" INTEGER NOT NULL DEFAULT 60,
    "idle" BOOLEAN NOT NULL DEFAULT true,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "last_proved_at" TIMESTAMPTZ,
    "last_mail_at" TIMESTAMPTZ,
    "last_error" TEXT,
    "last_error_at" TIMESTAMPTZ,
    "backlog" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mailbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "raw_message" (
    "id" BIGSERIAL NOT NULL,
    "sha256" BYTEA NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL,
    "stored_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "month" DATE NOT NULL,
    "state" "message_state" NOT NULL DEFAULT 'received',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_until" TIMESTAMPTZ,
    "reason_code" TEXT,
    "reason_text" TEXT,
    "format" TEXT,
    "state_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "from_text" TEXT,
    "subject" TEXT,

    CONSTRAINT "raw_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "raw_bytes" (
    "raw_message_id" BIGINT NOT NULL,
    "month" DATE NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "raw_bytes_pkey" PRIMARY KEY ("month","raw_message_id")
) PARTITION BY RANGE ("month");

-- CreateTable
CREATE TABLE "delivery" (
    "id" BIGSERIAL NOT NULL,
    "mailbox_id" INTEGER NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "uid" TEXT NOT NULL,
    "raw_message_id" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "moved_at" TIMESTAMPTZ,
    "moved_to" TEXT,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" BIGSERIAL NOT NULL,
    "raw_message_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL DEFAULT 0,
    "format" TEXT NOT NULL,
    "feedback_type" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reporter_key" TEXT NOT NULL,
    "feedback_loop_id" INTEGER,
    "trust" TEXT NOT NULL,
    "trust_factor" DOUBLE PRECISION NOT NULL,
    "complainant" TEXT,
    "received_at" TIMESTAMPTZ NOT NULL,
    "mail_date" TIMESTAMPTZ,
    "source_ip" INET,
    "source_port" INTEGER,
    "arrival_date" TIMESTAMPTZ,
    "original_mail_from" TEXT,
    "original_rcpt_to" TEXT[],
    "original_envelope_id" TEXT,
    "reported_domain" TEXT[],
    "reported_uri" TEXT[],
    "incidents" INTEGER NOT NULL DEFAULT 1,
    "user_agent" TEXT,
    "version" TEXT,
    "message_id" TEXT,
    "queue_id" TEXT,
    "subject" TEXT,
    "header_from" TEXT,
    "extensions" JSONB NOT NULL DEFAULT '{}',
    "notes" TEXT[],

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribution" (
    "report_id" BIGINT NOT NULL,
    "account_id" INTEGER,
    "rung" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "factor" DOUBLE PRECISION NOT NULL,
    "evidence" JSONB NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attribution_pkey" PRIMARY KEY ("report_id")
);

-- CreateTable
CREATE TABLE "complaint" (
    "report_id" BIGINT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "reporter_key" TEXT NOT NULL,
    "complainant" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "standing" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "trust_factor" DOUBLE PRECISION NOT NULL,
    "attribution_factor" DOUBLE PRECISION NOT NULL,
    "lines" JSONB NOT NULL,
    "policy_id" INTEGER NOT NULL,
    "subject" TEXT,

    CONSTRAINT "complaint_pkey" PRIMARY KEY ("report_id")
);

-- CreateTable
CREATE TABLE "reporter_sum" (
    "account_id" INTEGER NOT NULL,
    "reporter_key" TEXT NOT NULL,
    "unauthenticated" BOOLEAN NOT NULL,
    "epoch" TIMESTAMPTZ NOT NULL,
    "sum" DOUBLE PRECISION NOT NULL,
    "complaints" INTEGER NOT NULL,

    CONSTRAINT "reporter_sum_pkey" PRIMARY KEY ("account_id","reporter_key","unauthenticated")
);

-- CreateTable
CREATE TABLE "complaint_hour" (
    "account_id" INTEGER NOT NULL,
    "hour" TIMESTAMPTZ NOT NULL,
    "complaints" INTEGER NOT NULL,

    CONSTRAINT "complaint_hour_pkey" PRIMARY KEY ("account_id","hour")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" SERIAL NOT NULL,
    "body" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contract" TEXT,
    "contact_email" TEXT,
    "phone" TEXT,
    "language" TEXT NOT NULL DEFAULT 'de',
    "reseller_id" INTEGER,
    "is_reseller" BOOLEAN NOT NULL DEFAULT false,
    "ask_first" BOOLEAN NOT NULL DEFAULT false,
    "declared_bulk_sender" BOOLEAN NOT NULL DEFAULT false,
    "customer_since" DATE,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" SERIAL NOT NULL,
    "kind" "account_kind" NOT NULL DEFAULT 'mailbox',
    "login" TEXT NOT NULL,
    "domain" TEXT,
    "customer_id" INTEGER,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "score" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "complaint_score" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "history_factor" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "stage" SMALLINT NOT NULL DEFAULT 0,
    "stage_since" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "below_since" TIMESTAMPTZ,
    "scored_at" TIMESTAMPTZ,
    "score_lines" JSONB NOT NULL DEFAULT '[]',
    "baseline" DOUBLE PRECISION,
    "baseline_stage" SMALLINT,
    "baseline_at" TIMESTAMPTZ,
    "complaints" INTEGER NOT NULL DEFAULT 0,
    "first_complaint_at" TIMESTAMPTZ,
    "last_complaint_at" TIMESTAMPTZ,
    "incidents" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "own_resource" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'screen',
    "note" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feedback_loop" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "program" TEXT NOT NULL,
    "intake_alias" TEXT,
    "from_addresses" TEXT[],
    "envelope_domains" TEXT[],
    "dkim_domains" TEXT[],
    "default_kind" TEXT NOT NULL DEFAULT 'user',
    "factor" DOUBLE PRECISION NOT NULL DEFAULT 1.0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "feedback_loop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case" (
    "id" SERIAL NOT NULL,
    "number" TEXT NOT NULL,
    "account_id" INTEGER NOT NULL,
    "state" "case_state" NOT NULL DEFAULT 'new',
    "is_open" BOOLEAN NOT NULL GENERATED ALWAYS AS ("state" NOT IN ('closed', 'dismissed')) STORED,
    "stage" SMALLINT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "peak_stage" SMALLINT NOT NULL,
    "initial_score" DOUBLE PRECISION NOT NULL,
    "initial_lines" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ,
    "outcome" TEXT,
    "outcome_reason" TEXT,
    "is_incident" BOOLEAN NOT NULL DEFAULT false,
    "watch_until" TIMESTAMPTZ,
    "complaints" INTEGER NOT NULL DEFAULT 0,
    "complainants" INTEGER NOT NULL DEFAULT 0,
    "reporters" INTEGER NOT NULL DEFAULT 0,
    "traps" INTEGER NOT NULL DEFAULT 0,
    "first_seen_at" TIMESTAMPTZ,
    "last_seen_at" TIMESTAMPTZ,
    "latest_subjects" TEXT[],
    "assignee_id" INTEGER,
    "search_text" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_reporter" (
    "case_id" INTEGER NOT NULL,
    "reporter_key" TEXT NOT NULL,
    "complaints" INTEGER NOT NULL,

    CONSTRAINT "case_reporter_pkey" PRIMARY KEY ("case_id","reporter_key")
);

-- CreateTable
CREATE TABLE "case_complainant" (
    "case_id" INTEGER NOT NULL,
    "reporter_key" TEXT NOT NULL,
    "complainant" TEXT NOT NULL,
    "complaints" INTEGER NOT NULL,

    CONSTRAINT "case_complainant_pkey" PRIMARY KEY ("case_id","reporter_key","complainant")
);

-- CreateTable
CREATE TABLE "case_event" (
    "id" BIGSERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" INTEGER,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" SERIAL NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "user_role" NOT NULL DEFAULT 'agent',
    "password_hash" TEXT,
    "must_change_password" BOOLEAN NOT NULL DEFAULT true,
    "password_expires_at" TIMESTAMPTZ,
    "disabled_at" TIMESTAMPTZ,
    "locale" TEXT,
    "theme" TEXT NOT NULL DEFAULT 'system',
    "single_keys" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in_at" TIMESTAMPTZ,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "user_agent" TEXT,
    "address" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ NOT NULL,
    "failures" INTEGER NOT NULL,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "user_id" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "prev" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "mailbox_name_key" ON "mailbox"("name");

-- CreateIndex
CREATE UNIQUE INDEX "raw_message_sha256_key" ON "raw_message"("sha256");

-- CreateIndex
CREATE INDEX "raw_message_state_id_idx" ON "raw_message"("state", "id");

-- CreateIndex
CREATE INDEX "delivery_raw_message_id_idx" ON "delivery"("raw_message_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_mailbox_id_uid_validity_uid_key" ON "delivery"("mailbox_id", "uid_validity", "uid");

-- CreateIndex
CREATE INDEX "report_feedback_loop_id_id_idx" ON "report"("feedback_loop_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "report_raw_message_id_ordinal_key" ON "report"("raw_message_id", "ordinal");

-- CreateIndex
CREATE INDEX "complaint_account_id_received_at_report_id_idx" ON "complaint"("account_id", "received_at" DESC, "report_id" DESC);

-- CreateIndex
CREATE INDEX "complaint_case_id_received_at_report_id_idx" ON "complaint"("case_id", "received_at" DESC, "report_id" DESC);

-- CreateIndex
CREATE INDEX "complaint_account_id_reporter_key_complainant_received_at_r_idx" ON "complaint"("account_id", "reporter_key", "complainant", "received_at", "report_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_number_key" ON "customer"("number");

-- CreateIndex
CREATE INDEX "account_customer_id_idx" ON "account"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_kind_login_key" ON "account"("kind", "login");

-- CreateIndex
CREATE UNIQUE INDEX "own_resource_kind_value_key" ON "own_resource"("kind", "value");

-- CreateIndex
CREATE UNIQUE INDEX "feedback_loop_name_key" ON "feedback_loop"("name");

-- CreateIndex
CREATE UNIQUE INDEX "case_number_key" ON "case"("number");

-- CreateIndex
CREATE INDEX "case_account_id_opened_at_idx" ON "case"("account_id", "opened_at");

-- CreateIndex
CREATE INDEX "case_event_case_id_id_idx" ON "case_event"("case_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_login_key" ON "app_user"("login");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject", "id");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_mailbox_id_fkey" FOREIGN KEY ("mailbox_id") REFERENCES "mailbox"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_raw_message_id_fkey" FOREIGN KEY ("raw_message_id") REFERENCES "raw_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_raw_message_id_fkey" FOREIGN KEY ("raw_message_id") REFERENCES "raw_message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_feedback_loop_id_fkey" FOREIGN KEY ("feedback_loop_id") REFERENCES "feedback_loop"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribution" ADD CONSTRAINT "attribution_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reporter_sum" ADD CONSTRAINT "reporter_sum_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_reseller_id_fkey" FOREIGN KEY ("reseller_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_reporter" ADD CONSTRAINT "case_reporter_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_complainant" ADD CONSTRAINT "case_complainant_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: what Prisma's schema cannot say.

-- The bytes are zstd already, PostgreSQL's own compression of large values would only cost time.
ALTER TABLE "raw_bytes" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- One partition a month, retention drops a partition. The worker calls this before it writes into a month.
CREATE FUNCTION ensure_raw_bytes_partition(p_month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_from date := date_trunc('month', p_month)::date;
  v_name text := 'raw_bytes_' || to_char(v_from, 'YYYY_MM');
BEGIN
  IF to_regclass(v_name) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('raw_bytes_partition'));
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I PARTITION OF raw_bytes FOR VALUES FROM (%L) TO (%L)',
    v_name, v_from, (v_from + interval '1 month')::date);
END $$;

ALTER TABLE "raw_message"
  ADD CONSTRAINT "raw_message_sha256_length" CHECK (octet_length("sha256") = 32),
  ADD CONSTRAINT "raw_message_month_start" CHECK (date_trunc('month', "month") = "month"),
  ADD CONSTRAINT "raw_message_reason_where_set_aside" CHECK ("state" IN ('received', 'processed') OR "reason_code" IS NOT NULL);
-- What waits for the parser: small whatever the table's size.
CREATE INDEX "raw_message_waiting" ON "raw_message" ("id") WHERE "state" = 'received';
-- What the sweep still has to move.
CREATE INDEX "delivery_unmoved" ON "delivery" ("mailbox_id", "id") WHERE "moved_at" IS NULL;

ALTER TABLE "account" ADD CONSTRAINT "account_stage_known" CHECK ("stage" BETWEEN 0 AND 4);
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_value_only_if_counted" CHECK ("standing" = 'counted' OR "value" = 0);
-- Scores and sums change with every batch and no index holds them: room on the page keeps those updates off all indexes.
ALTER TABLE "account" SET (fillfactor = 70);
ALTER TABLE "reporter_sum" SET (fillfactor = 70);
ALTER TABLE "complaint_hour" SET (fillfactor = 80);
CREATE INDEX "complaint_without_case" ON "complaint" ("account_id") WHERE "case_id" IS NULL;
-- The latest complaint of a key that counts, without reading past the repeated ones.
CREATE INDEX "complaint_counted_by_key" ON "complaint" ("account_id", "reporter_key", "complainant", "received_at", "report_id")
  WHERE "standing" = 'counted';
CREATE INDEX "account_login_search" ON "account" USING gin ("login" gin_trgm_ops);

-- Never more than one open case per account.
CREATE UNIQUE INDEX "case_one_open_per_account" ON "case" ("account_id") WHERE "is_open";
ALTER TABLE "case"
  ADD CONSTRAINT "case_stage_known" CHECK ("stage" BETWEEN 0 AND 4 AND "peak_stage" BETWEEN 0 AND 4),
  ADD CONSTRAINT "case_closed_at_where_closed" CHECK (("closed_at" IS NOT NULL) = ("state" IN ('closed', 'dismissed'))),
  ADD CONSTRAINT "case_incident_only_if_closed" CHECK (NOT "is_incident" OR "state" = 'closed');
-- The list's orders, each over the open cases alone, the id makes the key of a page unique.
CREATE INDEX "case_open_by_urgency" ON "case" ("stage" DESC, "score" DESC, "id" DESC) WHERE "is_open";
CREATE INDEX "case_open_by_last_seen" ON "case" ("last_seen_at" DESC, "id" DESC) WHERE "is_open";
CREATE INDEX "case_open_by_opened" ON "case" ("opened_at" DESC, "id" DESC) WHERE "is_open";
CREATE INDEX "case_open_by_complaints" ON "case" ("complaints" DESC, "id" DESC) WHERE "is_open";
CREATE INDEX "case_by_state_urgency" ON "case" ("state", "stage" DESC, "score" DESC, "id" DESC);
CREATE INDEX "case_open_by_assignee" ON "case" ("assignee_id", "stage" DESC, "score" DESC, "id" DESC) WHERE "is_open";
CREATE INDEX "attribution_joe_job" ON "attribution" ("account_id", "report_id") WHERE "verdict" = 'joe-job';
CREATE INDEX "case_ended" ON "case" ("closed_at" DESC, "id" DESC) WHERE NOT "is_open";
CREATE INDEX "case_incidents" ON "case" ("account_id", "closed_at") WHERE "is_incident";
CREATE INDEX "case_search" ON "case" USING gin ("search_text" gin_trgm_ops);

CREATE SEQUENCE "case_number_seq" AS int;
CREATE FUNCTION next_case_number(p_at timestamptz) RETURNS text LANGUAGE sql AS $$
  SELECT 'AD-' || to_char(p_at AT TIME ZONE 'UTC', 'YYYY') || '-' || lpad(n::text, greatest(4, length(n::text)), '0')
  FROM nextval('case_number_seq') AS n
$$;

-- The audit chain: each row's hash covers the one before it. One writer at a time, intake never comes here.
CREATE FUNCTION audit_hash(p_prev bytea, p_at timestamptz, p_user_id int, p_action text, p_subject text, p_detail jsonb)
RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(p_prev || convert_to(
    jsonb_build_array(extract(epoch FROM p_at)::text, p_user_id, p_action, p_subject, p_detail)::text, 'UTF8'))
$$;
CREATE FUNCTION append_audit(p_user_id int, p_action text, p_subject text, p_detail jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_prev bytea;
  v_at timestamptz;
  v_id bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_chain'));
  v_at := clock_timestamp();
  SELECT hash INTO v_prev FROM audit_entry ORDER BY id DESC LIMIT 1;
  v_prev := coalesce(v_prev, '\x'::bytea);
  INSERT INTO audit_entry (at, user_id, action, subject, detail, prev, hash)
  VALUES (v_at, p_user_id, p_action, p_subject, p_detail, v_prev,
          audit_hash(v_prev, v_at, p_user_id, p_action, p_subject, p_detail))
  RETURNING id INTO v_id;
  RETURN v_id;
END $$;
CREATE FUNCTION audit_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only';
END $$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE ON "audit_entry"
  FOR EACH ROW EXECUTE FUNCTION audit_never_changes();
