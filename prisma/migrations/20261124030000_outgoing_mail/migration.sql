-- Mail that belongs to no case: reports passed on, checks, reports of the week. Written whole in the transaction that
-- causes it and sent once, as notices are.

CREATE TABLE "outgoing_mail" (
    "id" BIGSERIAL NOT NULL,
    "purpose" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "to_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "mime" BYTEA,
    "message_id" TEXT NOT NULL,
    "reply_token" TEXT NOT NULL,
    "envelope_from" TEXT NOT NULL,
    "related_kind" TEXT,
    "related_id" BIGINT,
    "state" TEXT NOT NULL DEFAULT 'due',
    "due_at" TIMESTAMPTZ,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_until" TIMESTAMPTZ,
    "response" TEXT,
    "accepted_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tried_since" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER,

    CONSTRAINT "outgoing_mail_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "outgoing_mail_key_key" ON "outgoing_mail"("key");
CREATE UNIQUE INDEX "outgoing_mail_message_id_key" ON "outgoing_mail"("message_id");
CREATE UNIQUE INDEX "outgoing_mail_reply_token_key" ON "outgoing_mail"("reply_token");
CREATE INDEX "outgoing_mail_related_kind_related_id_id_idx" ON "outgoing_mail"("related_kind", "related_id", "id");
CREATE INDEX "outgoing_mail_purpose_id_idx" ON "outgoing_mail"("purpose", "id");
ALTER TABLE "outgoing_mail"
  ADD FOREIGN KEY ("created_by_id") REFERENCES "app_user" ("id"),
  ADD CONSTRAINT "outgoing_mail_state" CHECK ("state" IN
    ('due', 'sending', 'accepted', 'failed', 'ambiguous', 'bounced', 'withdrawn', 'kept')),
  ADD CONSTRAINT "outgoing_mail_due" CHECK (("state" = 'due') = ("due_at" IS NOT NULL)),
  ADD CONSTRAINT "outgoing_mail_claim" CHECK (("state" = 'sending') = ("claimed_until" IS NOT NULL)),
  ADD CONSTRAINT "outgoing_mail_token" CHECK ("reply_token" ~ '^[0-9a-f]{32}$'),
  ADD CONSTRAINT "outgoing_mail_related" CHECK (("related_kind" IS NULL) = ("related_id" IS NULL)),
  -- The bytes go some time after the end; what may have to leave (again) has them.
  ADD CONSTRAINT "outgoing_mail_bytes" CHECK ("mime" IS NOT NULL OR "state" NOT IN ('due', 'sending', 'ambiguous'));
-- What is to leave, and what somebody died over.
CREATE INDEX "outgoing_mail_to_send" ON "outgoing_mail" ("due_at") WHERE "state" = 'due';
CREATE INDEX "outgoing_mail_on_the_way" ON "outgoing_mail" ("claimed_until") WHERE "state" = 'sending';
-- What needs a person, and whose bytes can go.
CREATE INDEX "outgoing_mail_trouble" ON "outgoing_mail" ("id") WHERE "state" IN ('failed', 'ambiguous', 'bounced');
CREATE INDEX "outgoing_mail_with_bytes" ON "outgoing_mail" ("created_at") WHERE "mime" IS NOT NULL;
CREATE INDEX "outgoing_mail_old" ON "outgoing_mail" ("created_at");

-- What comes back on such a mail.
ALTER TABLE "reply" ADD COLUMN "outgoing_mail_id" BIGINT REFERENCES "outgoing_mail" ("id") ON DELETE SET NULL;
CREATE INDEX "reply_outgoing_mail_id_id_idx" ON "reply" ("outgoing_mail_id", "id");
