-- Answering from the case: what is being written and its files, which notice answered which reply, and addresses that
-- refused mail for good.

ALTER TABLE "notice" ADD COLUMN "attachments" TEXT[] NOT NULL DEFAULT '{}';

ALTER TABLE "reply"
  ADD COLUMN "answers" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "answered_by_id" BIGINT REFERENCES "notice" ("id");
CREATE INDEX "reply_answered_by" ON "reply" ("answered_by_id") WHERE "answered_by_id" IS NOT NULL;

-- Nothing has written drafts so far.
DELETE FROM "reply_draft";
ALTER TABLE "reply_draft"
  ADD COLUMN "reply_id" BIGINT NOT NULL REFERENCES "reply" ("id"),
  ADD COLUMN "to_address" TEXT,
  ADD COLUMN "language" TEXT NOT NULL,
  ADD COLUMN "tone" TEXT NOT NULL,
  ADD COLUMN "quotes" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "notice_id" BIGINT REFERENCES "notice" ("id");

CREATE TABLE "reply_draft_file" (
    "id" BIGSERIAL NOT NULL,
    "case_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "reply_draft_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "reply_draft_file_case_id_user_id_fkey" FOREIGN KEY ("case_id", "user_id")
      REFERENCES "reply_draft" ("case_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "reply_draft_file_case_id_user_id_id_idx" ON "reply_draft_file" ("case_id", "user_id", "id");

CREATE TABLE "undeliverable_address" (
    "address" TEXT NOT NULL,
    "since" TIMESTAMPTZ NOT NULL,
    "status" TEXT NOT NULL,
    "notice_id" BIGINT NOT NULL REFERENCES "notice" ("id"),

    CONSTRAINT "undeliverable_address_pkey" PRIMARY KEY ("address"),
    CONSTRAINT "undeliverable_address_lower" CHECK ("address" = lower("address"))
);
