-- AlterTable
ALTER TABLE "case" ADD COLUMN     "own_detection" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "account_hour" (
    "kind" "account_kind" NOT NULL,
    "login" TEXT NOT NULL,
    "hour" TIMESTAMPTZ NOT NULL,
    "messages" INTEGER NOT NULL,
    "recipients" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "bounced" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "foreign_from" INTEGER NOT NULL,
    "foreign_domain" TEXT,
    "networks" TEXT[],

    CONSTRAINT "account_hour_pkey" PRIMARY KEY ("kind","login","hour")
);

-- CreateTable
CREATE TABLE "account_log_facts" (
    "kind" "account_kind" NOT NULL,
    "login" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "points" DOUBLE PRECISION NOT NULL,
    "policy_id" INTEGER NOT NULL,
    "measured_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "account_log_facts_pkey" PRIMARY KEY ("kind","login")
);

-- CreateTable
CREATE TABLE "account_rate" (
    "account_id" INTEGER NOT NULL,
    "complaints" INTEGER NOT NULL,
    "delivered" INTEGER,
    "domains" TEXT[],
    "from_at" TIMESTAMPTZ,
    "to_at" TIMESTAMPTZ,
    "measured_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "account_rate_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "account_hour_hour_idx" ON "account_hour"("hour");

CREATE INDEX "case_own_detection" ON "case" ("stage" DESC, "score" DESC, "id" DESC) WHERE "is_open" AND "own_detection";
-- The few whose signals count, to be looked at again as their hours pass.
CREATE INDEX "account_log_facts_counting" ON "account_log_facts" ("kind", "login") WHERE "points" > 0;

ALTER TABLE "account_hour" ADD CONSTRAINT "account_hour_is_whole" CHECK ("hour" = date_trunc('hour', "hour", 'UTC'));

-- Hours of senders in which the mail log changed: appended in the transaction that writes the log, taken away by the job
-- that counts these hours anew. Without a key or an index, so that writing the log hardly notices. `sender` is the
-- authenticated user, or a local user (number or name) of `host`; `host` is empty for the former.
CREATE TABLE "account_hour_change" (
  "sender" TEXT NOT NULL,
  "host" TEXT NOT NULL,
  "hour" TIMESTAMPTZ NOT NULL
);

-- What a local user sent, as `mail_transaction_sasl_user` finds what an authenticated one did.
CREATE INDEX "mail_transaction_local_user" ON "mail_transaction" (coalesce("uid"::text, "local_user"), "first_at")
  WHERE "sasl_user" IS NULL AND ("uid" IS NOT NULL OR "local_user" IS NOT NULL);

-- The log that is there already.
INSERT INTO "account_hour_change"
SELECT DISTINCT coalesce("sasl_user", "uid"::text, "local_user"),
  CASE WHEN "sasl_user" IS NULL THEN coalesce("origin_host", "host") ELSE '' END, date_trunc('hour', "first_at", 'UTC')
FROM "mail_transaction" WHERE "sasl_user" IS NOT NULL OR "uid" IS NOT NULL OR "local_user" IS NOT NULL;
