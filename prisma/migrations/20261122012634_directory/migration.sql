-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "gone_at" TIMESTAMPTZ,
ADD COLUMN     "source_id" INTEGER,
ADD COLUMN     "tone" TEXT;

-- AlterTable
ALTER TABLE "account" ADD COLUMN     "active" BOOLEAN,
ADD COLUMN     "gone_at" TIMESTAMPTZ,
ADD COLUMN     "provider_created_at" TIMESTAMPTZ,
ADD COLUMN     "source_id" INTEGER;

-- AlterTable
ALTER TABLE "own_resource" ADD COLUMN     "source_id" INTEGER;

-- AlterTable
ALTER TABLE "case" ADD COLUMN     "customer_snapshot" JSONB;

-- CreateTable
CREATE TABLE "directory_source" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT 'screen',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "secret_sealed" BYTEA,
    "every_minutes" INTEGER DEFAULT 60,
    "position" INTEGER NOT NULL DEFAULT 0,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "requested_at" TIMESTAMPTZ,
    "shrink_confirmed_at" TIMESTAMPTZ,
    "tried_at" TIMESTAMPTZ,
    "last_read_at" TIMESTAMPTZ,
    "last_error" JSONB,
    "last_error_at" TIMESTAMPTZ,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "accounts" INTEGER NOT NULL DEFAULT 0,
    "aliases" INTEGER NOT NULL DEFAULT 0,
    "domains" INTEGER NOT NULL DEFAULT 0,
    "problems" INTEGER NOT NULL DEFAULT 0,
    "conflicts" INTEGER NOT NULL DEFAULT 0,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "directory_source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory_file" (
    "source_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "uploaded_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "directory_file_pkey" PRIMARY KEY ("source_id")
);

-- CreateTable
CREATE TABLE "customer_contact" (
    "id" SERIAL NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "verified_on" DATE,

    CONSTRAINT "customer_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_alias" (
    "id" SERIAL NOT NULL,
    "address" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "source_id" INTEGER,

    CONSTRAINT "account_alias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resolver_answer" (
    "id" BIGSERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "answer" JSONB,
    "asked_at" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "resolver_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "directory_source_name_key" ON "directory_source"("name");

-- CreateIndex
CREATE UNIQUE INDEX "customer_contact_customer_id_kind_value_key" ON "customer_contact"("customer_id", "kind", "value");

-- CreateIndex
CREATE INDEX "account_alias_target_idx" ON "account_alias"("target");

-- CreateIndex
CREATE UNIQUE INDEX "account_alias_address_target_key" ON "account_alias"("address", "target");

-- CreateIndex
CREATE UNIQUE INDEX "resolver_answer_source_id_key_key" ON "resolver_answer"("source_id", "key");

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "directory_source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "directory_source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_resource" ADD CONSTRAINT "own_resource_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "directory_source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "directory_file" ADD CONSTRAINT "directory_file_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "directory_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_contact" ADD CONSTRAINT "customer_contact_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_alias" ADD CONSTRAINT "account_alias_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "directory_source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resolver_answer" ADD CONSTRAINT "resolver_answer_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "directory_source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What customers had in two columns becomes rows with the column's name as their origin.
INSERT INTO "customer_contact" ("customer_id", "kind", "value", "origin", "position")
SELECT "id", 'email', "contact_email", 'contact_email', 0 FROM "customer" WHERE "contact_email" IS NOT NULL
UNION ALL SELECT "id", 'phone', "phone", 'phone', 1 FROM "customer" WHERE "phone" IS NOT NULL;
ALTER TABLE "customer" DROP COLUMN "contact_email", DROP COLUMN "phone";

-- The words of lib/directory/types.ts.
ALTER TABLE "directory_source" ADD CONSTRAINT "directory_source_kind" CHECK ("kind" IN ('sql', 'csv', 'ldap', 'http', 'abusehq'));
ALTER TABLE "customer" ADD CONSTRAINT "customer_tone" CHECK ("tone" IN ('sie', 'du'));
ALTER TABLE "customer_contact" ADD CONSTRAINT "customer_contact_kind" CHECK ("kind" IN ('email', 'phone', 'post'));
ALTER TABLE "resolver_answer" ADD CONSTRAINT "resolver_answer_state" CHECK ("state" IN ('waiting', 'known', 'unknown')
  AND ("answer" IS NOT NULL) = ("state" = 'known'));

-- What is to be asked now.
CREATE INDEX "resolver_answer_waiting" ON "resolver_answer" ("source_id", "expires_at") WHERE "state" = 'waiting';
