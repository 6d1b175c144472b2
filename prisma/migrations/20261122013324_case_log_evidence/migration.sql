-- CreateTable
CREATE TABLE "case_log_evidence" (
    "case_id" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "case_log_evidence_pkey" PRIMARY KEY ("case_id")
);

-- AddForeignKey
ALTER TABLE "case_log_evidence" ADD CONSTRAINT "case_log_evidence_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
