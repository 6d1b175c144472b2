-- CreateTable
CREATE TABLE "case_log_evidence" (
    "case_id" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "case_log_evidence_pkey" PRIMARY KEY ("case_id")
);

-- AddForeignKey
ALTER TABLE "case_log_evidence" ADD CONSTRAINT "case_log_evidence_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a site sent is asked by its local user; mail of local programs is a small part of the log.
CREATE INDEX "mail_transaction_uid" ON "mail_transaction" ("uid", "first_at") WHERE "uid" IS NOT NULL;
CREATE INDEX "mail_transaction_local_user" ON "mail_transaction" ("local_user", "first_at")
  WHERE "local_user" IS NOT NULL AND "uid" IS NULL;
