-- What was filed after the lines had come has been judged with them.
ALTER TABLE "mail_log_late" ADD COLUMN "noted_at" TIMESTAMPTZ NOT NULL DEFAULT now();

-- Who was refused by our servers under a login: sign-ins that failed, and mail of a signed-in sender that was not taken. A
-- row an hour, so that a case can say what went before a burst. Partitioned by day (UTC) as the mail log is.
CREATE TABLE "mail_refusal" (
  "day" DATE NOT NULL,
  "login" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('sasl-failure', 'reject')),
  "hour" TIMESTAMPTZ NOT NULL,
  "refused" INTEGER NOT NULL,
  "first_at" TIMESTAMPTZ NOT NULL,
  "last_at" TIMESTAMPTZ NOT NULL,
  -- The first twenty addresses.
  "clients" INET[] NOT NULL,
  -- The last three lines, as written.
  "examples" TEXT[] NOT NULL,
  CONSTRAINT "mail_refusal_pkey" PRIMARY KEY ("day", "login", "kind", "hour")
) PARTITION BY RANGE ("day");

CREATE FUNCTION ensure_mail_refusal_partition(p_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_name text := 'mail_refusal_' || to_char(p_day, 'YYYY_MM_DD');
BEGIN
  IF to_regclass(v_name) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('mail_refusal_partition'));
  IF to_regclass(v_name) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE mail_refusal INCLUDING ALL)', v_name);
  EXECUTE format('ALTER TABLE mail_refusal ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    v_name, p_day, p_day + 1);
END $$;

CREATE FUNCTION drop_mail_refusal_partitions(p_day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_name text;
  v_dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('mail_refusal_partition'));
  FOR v_name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'mail_refusal'::regclass
      AND c.relname < 'mail_refusal_' || to_char(p_day, 'YYYY_MM_DD')
  LOOP
    EXECUTE format('DROP TABLE %I', v_name);
    v_dropped := v_dropped + 1;
  END LOOP;
  RETURN v_dropped;
END $$;

-- The first twenty addresses of both.
CREATE FUNCTION add_refusal_clients(a inet[], b inet[]) RETURNS inet[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN b = '{}' OR b <@ a OR cardinality(a) >= 20 THEN a ELSE (
    SELECT (array_agg(client ORDER BY n))[:20]
    FROM (SELECT client, min(n) AS n FROM unnest(a || b) WITH ORDINALITY AS c(client, n) GROUP BY client) AS once) END
$$;
