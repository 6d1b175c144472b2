-- What follows a notice: reminders and a person's turn by a schedule, a page for the customer, a copy for the reseller.

CREATE TABLE "follow_up" (
    "notice_id" BIGINT NOT NULL,
    "step" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ,
    "seen_by_id" INTEGER,

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("notice_id","step")
);
ALTER TABLE "follow_up"
  ADD FOREIGN KEY ("notice_id") REFERENCES "notice" ("id"),
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("seen_by_id") REFERENCES "app_user" ("id"),
  -- Step 0 is the person's turn, and only that.
  ADD CONSTRAINT "follow_up_kind" CHECK (
    ("step" = 0 AND "kind" = 'escalated') OR ("step" > 0 AND "kind" IN ('reminded', 'proposed')));
-- Cases that wait for somebody to take them up.
CREATE INDEX "follow_up_unseen" ON "follow_up" ("case_id") WHERE "step" = 0 AND "seen_at" IS NULL;

ALTER TABLE "case" ADD COLUMN "reminders_stopped_at" TIMESTAMPTZ,
  ADD COLUMN "reminders_stopped_by_id" INTEGER REFERENCES "app_user" ("id"),
  ADD CONSTRAINT "case_reminders_stopped" CHECK (("reminders_stopped_at" IS NULL) = ("reminders_stopped_by_id" IS NULL));
-- What the schedule looks at.
CREATE INDEX "case_unanswered" ON "case" ("id") WHERE "state" IN ('waiting_for_customer', 'contained');

CREATE TABLE "customer_page" (
    "id" SERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "notice_id" BIGINT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ,
    "revoked_by_id" INTEGER,

    CONSTRAINT "customer_page_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "customer_page_notice_id_key" ON "customer_page"("notice_id");
CREATE UNIQUE INDEX "customer_page_token_hash_key" ON "customer_page"("token_hash");
CREATE INDEX "customer_page_case_id_idx" ON "customer_page"("case_id");
ALTER TABLE "customer_page"
  ADD FOREIGN KEY ("case_id") REFERENCES "case" ("id"),
  ADD FOREIGN KEY ("notice_id") REFERENCES "notice" ("id"),
  ADD FOREIGN KEY ("revoked_by_id") REFERENCES "app_user" ("id"),
  ADD CONSTRAINT "customer_page_hash" CHECK (octet_length("token_hash") = 32),
  ADD CONSTRAINT "customer_page_revoked" CHECK (("revoked_at" IS NULL) = ("revoked_by_id" IS NULL));

-- An answer is a mail, or was written on the page.
ALTER TABLE "reply" ALTER COLUMN "raw_message_id" DROP NOT NULL,
  ADD COLUMN "customer_page_id" INTEGER REFERENCES "customer_page" ("id"),
  ADD COLUMN "submission" TEXT,
  ADD CONSTRAINT "reply_source" CHECK (num_nonnulls("raw_message_id", "customer_page_id") = 1),
  ADD CONSTRAINT "reply_submission" CHECK (("customer_page_id" IS NULL) = ("submission" IS NULL));
CREATE UNIQUE INDEX "reply_submission_key" ON "reply"("submission");
CREATE INDEX "reply_of_page" ON "reply" ("customer_page_id", "received_at") WHERE "customer_page_id" IS NOT NULL;

-- Copies to resellers: the desk's setting, and what differs for one of them.
ALTER TABLE "customer" ADD COLUMN "reseller_copy" BOOLEAN;
ALTER TABLE "notice" ADD COLUMN "copy_of_id" BIGINT REFERENCES "notice" ("id");
CREATE INDEX "notice_copy" ON "notice" ("copy_of_id") WHERE "copy_of_id" IS NOT NULL;
