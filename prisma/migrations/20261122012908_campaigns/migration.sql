-- AlterTable
ALTER TABLE "complaint" ADD COLUMN     "features" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "log_source" ADD COLUMN     "cluster" JSONB,
ADD COLUMN     "down_since" TIMESTAMPTZ,
ADD COLUMN     "secret_sealed" BYTEA;

-- CreateTable
CREATE TABLE "campaign" (
    "id" SERIAL NOT NULL,
    "first_at" TIMESTAMPTZ NOT NULL,
    "last_at" TIMESTAMPTZ NOT NULL,
    "evidence" JSONB NOT NULL,
    "features" TEXT[],
    "accounts" INTEGER NOT NULL,
    "complaints" INTEGER NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_account" (
    "campaign_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "complaints" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ NOT NULL,
    "last_at" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "campaign_account_pkey" PRIMARY KEY ("campaign_id","account_id")
);

-- CreateIndex
CREATE INDEX "campaign_account_account_id_idx" ON "campaign_account"("account_id");

-- AddForeignKey
ALTER TABLE "campaign_account" ADD CONSTRAINT "campaign_account_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_account" ADD CONSTRAINT "campaign_account_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Complaints are filed in about the order of their receipt, so that a summary per block range finds those of two weeks.
CREATE INDEX "complaint_received" ON "complaint" USING brin ("received_at") WITH (pages_per_range = 16);
