-- CreateTable
CREATE TABLE "log_source" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'file',
    "origin" TEXT NOT NULL DEFAULT 'screen',
    "path" TEXT,
    "host" TEXT,
    "format" TEXT NOT NULL DEFAULT 'auto',
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Berlin',
    "syslog_name" TEXT NOT NULL DEFAULT 'postfix',
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "position" JSONB NOT NULL DEFAULT '{}',
    "last_line_at" TIMESTAMPTZ,
    "last_read_at" TIMESTAMPTZ,
    "last_error" TEXT,
    "lines" BIGINT NOT NULL DEFAULT 0,
    "unread" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_source_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "log_source_name_key" ON "log_source"("name");

-- One message our servers handled. Partitioned by the day (UTC) of its first line; retention drops partitions. There is
-- no global unique key: (day, host, queue_id, first_at) is unique within its partition, and later lines merge into it.
CREATE TABLE "mail_transaction" (
  "day" DATE NOT NULL,
  "host" TEXT NOT NULL,
  "queue_id" TEXT NOT NULL,
  "first_at" TIMESTAMPTZ NOT NULL,
  "last_at" TIMESTAMPTZ NOT NULL,
  "origin" TEXT NOT NULL,
  "sasl_user" TEXT,
  "client_ip" INET,
  "client_port" INTEGER,
  "client_name" TEXT,
  "uid" INTEGER,
  "local_user" TEXT,
  "cwd" TEXT,
  "message_id" TEXT,
  "envelope_from" TEXT,
  "size_bytes" INTEGER,
  "recipients" INTEGER NOT NULL,
  "delivered" INTEGER NOT NULL,
  "deferred" INTEGER NOT NULL,
  "bounced" INTEGER NOT NULL,
  "domains" JSONB NOT NULL,
  "is_forward" BOOLEAN NOT NULL,
  "fate" TEXT NOT NULL,
  "origin_host" TEXT,
  "origin_queue_id" TEXT,
  "subject" TEXT,
  "lines" TEXT[] NOT NULL
) PARTITION BY RANGE ("day");
