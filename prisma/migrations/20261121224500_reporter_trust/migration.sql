-- CreateTable
CREATE TABLE "signature_check" (
    "raw_message_id" BIGINT NOT NULL,
    "result" JSONB NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 1,
    "first_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signature_check_pkey" PRIMARY KEY ("raw_message_id")
);

-- CreateTable
CREATE TABLE "unauthenticated_count" (
    "slot" TIMESTAMPTZ NOT NULL,
    "domain" TEXT NOT NULL,
    "reports" INTEGER NOT NULL,

    CONSTRAINT "unauthenticated_count_pkey" PRIMARY KEY ("slot","domain")
);

ALTER TABLE "signature_check" ADD CONSTRAINT "signature_check_raw_message_id_fkey"
    FOREIGN KEY ("raw_message_id") REFERENCES "raw_message"("id") ON DELETE CASCADE;
