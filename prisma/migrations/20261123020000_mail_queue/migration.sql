-- Mail of an account that is still queued, as the last look found it. A mail that has left the queue has no row.
CREATE TABLE "queued_mail" (
    "id" BIGSERIAL NOT NULL,
    "connector_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "queue_id" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ NOT NULL,
    "place" TEXT NOT NULL,
    "is_returning" BOOLEAN NOT NULL DEFAULT false,
    "size_bytes" INTEGER NOT NULL,
    "sender" TEXT NOT NULL,
    "recipients" TEXT[],
    "recipient_count" INTEGER NOT NULL,
    "subject" TEXT,
    "cluster" TEXT,
    "header" TEXT,
    "hands_off" TEXT,
    "order_id" BIGINT,
    "first_seen_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "queued_mail_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "queued_mail_place" CHECK ("place" IN ('hold', 'waiting')),
    CONSTRAINT "queued_mail_hands_off" CHECK ("hands_off" IN ('before', 'left'))
);

-- Queue ids are used again: the second in which a mail arrived belongs to what it is.
CREATE UNIQUE INDEX "queued_mail_connector_id_queue_id_arrived_at_key" ON "queued_mail"("connector_id", "queue_id", "arrived_at");
CREATE INDEX "queued_mail_account_id_connector_id_idx" ON "queued_mail"("account_id", "connector_id");
CREATE INDEX "queued_mail_order_id_idx" ON "queued_mail"("order_id");

-- When an account's queue was last looked at, and what kept the last look from an answer.
CREATE TABLE "queue_look" (
    "connector_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ,
    "fault" JSONB,
    "fault_at" TIMESTAMPTZ,

    CONSTRAINT "queue_look_pkey" PRIMARY KEY ("connector_id", "account_id")
);

-- What a person has done with held mail.
CREATE TABLE "queue_order" (
    "id" BIGSERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "connector_id" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "reason" TEXT,
    "subjects" JSONB NOT NULL,
    "mails" INTEGER NOT NULL,
    "wanted_by_id" INTEGER NOT NULL,
    "wanted_at" TIMESTAMPTZ NOT NULL,
    "approved_by_id" INTEGER,
    "approved_at" TIMESTAMPTZ,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ,
    "claimed_until" TIMESTAMPTZ,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "missing" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "last_fault" JSONB,
    "ended_at" TIMESTAMPTZ,

    CONSTRAINT "queue_order_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "queue_order_action" CHECK ("action" IN ('deliver', 'return', 'purge', 'leave')),
    CONSTRAINT "queue_order_state" CHECK ("state" IN ('second-person', 'due', 'unknown', 'done', 'refuted', 'withdrawn')),
    -- Purging cannot be undone: nobody does it alone, and nobody does it without saying why.
    CONSTRAINT "queue_order_purge" CHECK ("action" <> 'purge' OR ("reason" IS NOT NULL AND
      ("state" IN ('second-person', 'withdrawn') OR ("approved_by_id" IS NOT NULL AND "approved_by_id" <> "wanted_by_id")))),
    CONSTRAINT "queue_order_waits" CHECK ("state" <> 'second-person' OR "due_at" IS NULL),
    CONSTRAINT "queue_order_ended" CHECK (("state" IN ('done', 'refuted', 'withdrawn')) = ("ended_at" IS NOT NULL))
);

CREATE INDEX "queue_order_case_id_id_idx" ON "queue_order"("case_id", "id");
CREATE INDEX "queue_order_due" ON "queue_order"("due_at") WHERE "ended_at" IS NULL;

ALTER TABLE "queued_mail"
  ADD FOREIGN KEY ("connector_id") REFERENCES "connector" ("id"),
  ADD FOREIGN KEY ("account_id") REFERENCES "account" ("id"),
  ADD FOREIGN KEY ("order_id") REFERENCES "queue_order" ("id");
ALTER TABLE "queue_look"
  ADD FOREIGN KEY ("connector_id") REFERENCES "connector" ("id"),
  ADD FOREIGN KEY ("account_id") REFERENCES "account" ("id");
ALTER TABLE "queue_order"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("account_id") REFERENCES "account" ("id"),
  ADD FOREIGN KEY ("connector_id") REFERENCES "connector" ("id"),
  ADD FOREIGN KEY ("wanted_by_id") REFERENCES "app_user" ("id"),
  ADD FOREIGN KEY ("approved_by_id") REFERENCES "app_user" ("id");
