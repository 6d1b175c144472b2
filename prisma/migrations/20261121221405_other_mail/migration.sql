-- AlterEnum
ALTER TYPE "mailbox_kind" ADD VALUE 'lmtp';
ALTER TYPE "mailbox_kind" ADD VALUE 'http';
ALTER TYPE "mailbox_kind" ADD VALUE 'upload';

-- AlterEnum
ALTER TYPE "message_state" ADD VALUE 'to_check';
ALTER TYPE "message_state" ADD VALUE 'kept';
ALTER TYPE "message_state" ADD VALUE 'restricted';

-- AlterTable
ALTER TABLE "raw_message" ADD COLUMN     "facts" JSONB,
ADD COLUMN     "judgement" JSONB;

-- AlterTable
ALTER TABLE "report" ADD COLUMN     "category" TEXT,
ADD COLUMN     "derived" TEXT[],
ADD COLUMN     "xarf" JSONB;

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "handles_restricted" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "task" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "audience" TEXT NOT NULL DEFAULT 'all',
    "detail" JSONB NOT NULL DEFAULT '{}',
    "occurrences" INTEGER NOT NULL DEFAULT 1,
    "feedback_loop_id" INTEGER,
    "raw_message_id" BIGINT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ,
    "done_by_id" INTEGER,
    "done_note" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "rate_per_minute" INTEGER NOT NULL DEFAULT 600,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER NOT NULL,
    "last_used_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "task_done_at_id_idx" ON "task"("done_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_feedback_loop_id_fkey" FOREIGN KEY ("feedback_loop_id") REFERENCES "feedback_loop"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_raw_message_id_fkey" FOREIGN KEY ("raw_message_id") REFERENCES "raw_message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_done_by_id_fkey" FOREIGN KEY ("done_by_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One open task per key: a second occurrence renews the first.
CREATE UNIQUE INDEX "task_one_open_per_key" ON "task"("key") WHERE "done_at" IS NULL;
