-- Passing complaints on: to resellers and business customers, and to whoever is responsible for addresses that are not ours.

CREATE TABLE "pass_on_recipient" (
    "id" SERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "to_address" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "rhythm" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "active_since" TIMESTAMPTZ,
    "suspended_at" TIMESTAMPTZ,
    "suspended_for" TEXT,
    "digest_on" DATE,
    "changed_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pass_on_recipient_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "pass_on_recipient_customer_id_key" ON "pass_on_recipient"("customer_id");
ALTER TABLE "pass_on_recipient"
  ADD FOREIGN KEY ("customer_id") REFERENCES "customer" ("id"),
  ADD CONSTRAINT "pass_on_recipient_form" CHECK ("form" IN ('arf', 'xarf')),
  ADD CONSTRAINT "pass_on_recipient_rhythm" CHECK ("rhythm" IN ('at-once', 'daily')),
  ADD CONSTRAINT "pass_on_recipient_level" CHECK ("level" IN ('minimal', 'tokens', 'text')),
  ADD CONSTRAINT "pass_on_recipient_language" CHECK ("language" IN ('de', 'en')),
  -- Only what came since it was switched on goes on.
  ADD CONSTRAINT "pass_on_recipient_since" CHECK ("is_active" = ("active_since" IS NOT NULL));

CREATE TABLE "passed_report" (
    "id" BIGSERIAL NOT NULL,
    "raw_message_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "recipient_id" INTEGER,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "to_address" TEXT,
    "contact_source" TEXT,
    "outgoing_mail_id" BIGINT,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" INTEGER,

    CONSTRAINT "passed_report_pkey" PRIMARY KEY ("id")
);
-- A report that is read anew is the same report: its mail and its place in it.
CREATE UNIQUE INDEX "passed_report_once" ON "passed_report" ("recipient_id", "raw_message_id", "ordinal") WHERE "recipient_id" IS NOT NULL;
CREATE UNIQUE INDEX "passed_report_foreign_once" ON "passed_report" ("raw_message_id", "ordinal") WHERE "recipient_id" IS NULL;
CREATE INDEX "passed_report_recipient_id_id_idx" ON "passed_report"("recipient_id", "id");
CREATE INDEX "passed_report_outgoing_mail_id_idx" ON "passed_report"("outgoing_mail_id");
CREATE INDEX "passed_report_raw_message_id_idx" ON "passed_report"("raw_message_id");
CREATE INDEX "passed_report_pending" ON "passed_report" ("recipient_id", "id") WHERE "state" = 'pending';
-- How much went to one contact lately.
CREATE INDEX "passed_report_contact" ON "passed_report" ("to_address", "at") WHERE "recipient_id" IS NULL;
ALTER TABLE "passed_report"
  ADD FOREIGN KEY ("raw_message_id") REFERENCES "raw_message" ("id") ON DELETE CASCADE,
  ADD FOREIGN KEY ("recipient_id") REFERENCES "pass_on_recipient" ("id"),
  ADD FOREIGN KEY ("outgoing_mail_id") REFERENCES "outgoing_mail" ("id") ON DELETE SET NULL,
  ADD FOREIGN KEY ("user_id") REFERENCES "app_user" ("id"),
  ADD CONSTRAINT "passed_report_state" CHECK ("state" IN ('pending', 'queued', 'held')),
  ADD CONSTRAINT "passed_report_reason" CHECK (("state" = 'held') = ("reason" IS NOT NULL)),
  -- Nobody but a person passes a report on to a stranger.
  ADD CONSTRAINT "passed_report_foreign" CHECK ("recipient_id" IS NOT NULL
    OR ("state" = 'queued' AND "user_id" IS NOT NULL AND "to_address" IS NOT NULL AND "contact_source" IS NOT NULL));

CREATE TABLE "abuse_contact" (
    "key" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "addresses" TEXT[],
    "tried" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "abuse_contact_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "abuse_contact_expires_at_idx" ON "abuse_contact"("expires_at");
ALTER TABLE "abuse_contact"
  ADD CONSTRAINT "abuse_contact_source" CHECK ("source" IN ('rdap', 'dns-zone', 'rfc-2142', 'none')),
  ADD CONSTRAINT "abuse_contact_found" CHECK (("source" = 'none') = (cardinality("addresses") = 0));
