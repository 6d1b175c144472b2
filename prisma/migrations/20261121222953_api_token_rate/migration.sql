-- AlterTable
ALTER TABLE "api_token" ADD COLUMN "spent_until" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD CONSTRAINT "api_token_rate_positive" CHECK ("rate_per_minute" > 0);

-- Each way in that is not polled has one row, however many processes take the first mail at once.
CREATE UNIQUE INDEX "mailbox_one_per_way" ON "mailbox"("kind") WHERE "origin" = 'built-in';
