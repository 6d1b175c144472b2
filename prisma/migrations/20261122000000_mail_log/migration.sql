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
  "is_expired" BOOLEAN NOT NULL,
  "is_rejected" BOOLEAN NOT NULL,
  "is_handed_on" BOOLEAN NOT NULL,
  "has_other_address" BOOLEAN NOT NULL,
  "is_outward" BOOLEAN NOT NULL,
  "origin_host" TEXT,
  "origin_queue_id" TEXT,
  "subject" TEXT,
  "lines" TEXT[] NOT NULL,
  -- What follows from the rest follows anew whenever lines merge into the row; as TransactionPart has it.
  "is_forward" BOOLEAN NOT NULL GENERATED ALWAYS AS (
    "has_other_address" AND "is_outward" AND "origin" NOT IN ('submission', 'local')
    AND "sasl_user" IS NULL AND "uid" IS NULL AND "local_user" IS NULL) STORED,
  "fate" TEXT NOT NULL GENERATED ALWAYS AS (CASE
    WHEN "is_handed_on" AND "bounced" = 0 THEN 'handed-on'
    WHEN "delivered" > 0 AND ("bounced" > 0 OR "is_expired") THEN 'mixed'
    WHEN "delivered" > 0 THEN 'sent'
    WHEN "is_expired" THEN 'expired'
    WHEN "bounced" > 0 THEN 'bounced'
    WHEN "is_rejected" THEN 'rejected'
    WHEN "deferred" > 0 THEN 'deferred'
    ELSE 'queued' END) STORED
) PARTITION BY RANGE ("day");

-- Equality alone is asked of both ids, and a hash of 4 bytes is a third of the text.
CREATE INDEX "mail_transaction_queue_id" ON "mail_transaction" USING hash ("queue_id");
CREATE INDEX "mail_transaction_message_id" ON "mail_transaction" USING hash ("message_id");
CREATE INDEX "mail_transaction_sasl_user" ON "mail_transaction" ("sasl_user", "first_at") WHERE "sasl_user" IS NOT NULL;
CREATE INDEX "mail_transaction_client_ip" ON "mail_transaction" ("client_ip", "first_at") WHERE "client_ip" IS NOT NULL;

-- From when to when a host's log is known; kept with every batch, since the table itself is too big to ask.
CREATE TABLE "mail_log_coverage" (
  "host" TEXT NOT NULL,
  "from_at" TIMESTAMPTZ NOT NULL,
  "to_at" TIMESTAMPTZ NOT NULL,
  CONSTRAINT "mail_log_coverage_pkey" PRIMARY KEY ("host")
);

-- One partition a day. Attached instead of created in place: readers and other writers of the table go on meanwhile.
CREATE FUNCTION ensure_mail_transaction_partition(p_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_name text := 'mail_transaction_' || to_char(p_day, 'YYYY_MM_DD');
BEGIN
  IF to_regclass(v_name) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('mail_transaction_partition'));
  IF to_regclass(v_name) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE mail_transaction INCLUDING ALL)', v_name);
  EXECUTE format('ALTER TABLE mail_transaction ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    v_name, p_day, p_day + 1);
END $$;

-- Drops every partition of days before p_day; returns how many.
CREATE FUNCTION drop_mail_transaction_partitions(p_day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_name text;
  v_dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('mail_transaction_partition'));
  FOR v_name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'mail_transaction'::regclass
      AND c.relname < 'mail_transaction_' || to_char(p_day, 'YYYY_MM_DD')
  LOOP
    EXECUTE format('DROP TABLE %I', v_name);
    v_dropped := v_dropped + 1;
  END LOOP;
  RETURN v_dropped;
END $$;

-- Delivered recipients by domain, added up; beyond 200 domains the smallest are counted together under '*'.
CREATE FUNCTION add_mail_domains(a jsonb, b jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN b = '{}' THEN a WHEN a = '{}' THEN b ELSE (
    WITH summed AS (
      SELECT key, sum(value::int) AS n
      FROM (SELECT * FROM jsonb_each_text(a) UNION ALL SELECT * FROM jsonb_each_text(b)) AS e GROUP BY key),
    ranked AS (
      SELECT CASE WHEN row_number() OVER (ORDER BY key = '*', n DESC, key) <= 200 THEN key ELSE '*' END AS key, n
      FROM summed)
    SELECT jsonb_object_agg(key, n) FROM (SELECT key, sum(n) AS n FROM ranked GROUP BY key) AS s) END
$$;

-- The first lines of both, at most 12 and 4 kB.
CREATE FUNCTION add_mail_lines(a text[], b text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN b = '{}' OR cardinality(a) >= 12 THEN a ELSE (
    SELECT coalesce(array_agg(line ORDER BY n), '{}')
    FROM (
      SELECT line, n, sum(octet_length(line)) OVER (ORDER BY n) AS bytes
      FROM unnest(a || b) WITH ORDINALITY AS l(line, n)) AS counted
    WHERE n <= 12 AND bytes <= 4000) END
$$;

ALTER TABLE "log_source"
  ADD CONSTRAINT "log_source_kind_known" CHECK ("kind" IN ('file', 'syslog', 'import')),
  ADD CONSTRAINT "log_source_file_has_path" CHECK ("kind" <> 'file' OR "path" IS NOT NULL);
