-- DropIndex
DROP INDEX "raw_message_state_id_idx";

-- DropIndex
DROP INDEX "complaint_account_id_reporter_key_complainant_received_at_r_idx";

-- DropIndex
DROP INDEX "complaint_case_id_received_at_report_id_idx";

-- What a complaint costs to file: fewer and narrower indexes, room on the page, and the references of the tables that
-- grow with every mail kept by the transaction that writes them. docs/decisions/0011-references-without-checks.md.

-- A mail enters it once, when it is settled; what waits is in raw_message_waiting.
CREATE INDEX "raw_message_by_state" ON "raw_message" ("state", "id") WHERE "state" <> 'received';

-- A claim changes no indexed column: with room on the page it touches no index.
ALTER TABLE "raw_message" SET (fillfactor = 60);

CREATE INDEX "complaint_by_case" ON "complaint" ("case_id", "received_at" DESC, "report_id" DESC)
  WHERE "case_id" IS NOT NULL;

-- What makes two complaints one complainant's, as eight bytes: an index over both texts would be three times as large.
-- Whoever looks up by it compares the texts too, so that two keys of one hash stay two.
CREATE FUNCTION complaint_key(p_account_id int, p_reporter_key text, p_complainant text) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(p_complainant, hashtextextended(p_reporter_key, p_account_id));

CREATE INDEX "complaint_by_key" ON "complaint"
  (complaint_key("account_id", "reporter_key", "complainant"), "received_at", "report_id");
-- The latest complaint of a key that counts, without reading past the repeated ones.
DROP INDEX "complaint_counted_by_key";
CREATE INDEX "complaint_counted_by_key" ON "complaint"
  (complaint_key("account_id", "reporter_key", "complainant"), "received_at", "report_id")
  WHERE "standing" = 'counted';

-- The complaints that a new case adopts are recent ones: the index by account and time finds them.
DROP INDEX "complaint_without_case";

ALTER TABLE "delivery" DROP CONSTRAINT "delivery_mailbox_id_fkey", DROP CONSTRAINT "delivery_raw_message_id_fkey";
ALTER TABLE "report" DROP CONSTRAINT "report_raw_message_id_fkey", DROP CONSTRAINT "report_feedback_loop_id_fkey";
ALTER TABLE "attribution" DROP CONSTRAINT "attribution_report_id_fkey", DROP CONSTRAINT "attribution_account_id_fkey";
ALTER TABLE "complaint" DROP CONSTRAINT "complaint_report_id_fkey", DROP CONSTRAINT "complaint_account_id_fkey",
  DROP CONSTRAINT "complaint_case_id_fkey";
ALTER TABLE "case_complainant" DROP CONSTRAINT "case_complainant_case_id_fkey";
ALTER TABLE "case_reporter" DROP CONSTRAINT "case_reporter_case_id_fkey";
ALTER TABLE "reporter_sum" DROP CONSTRAINT "reporter_sum_account_id_fkey";

-- The parent's half of each reference: a row that others refer to is not deleted. Arguments: table, column, and so on.
CREATE FUNCTION refuse_while_referenced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_found boolean;
BEGIN
  FOR i IN 0 .. TG_NARGS / 2 - 1 LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1)', TG_ARGV[2 * i], TG_ARGV[2 * i + 1])
      INTO v_found USING OLD.id;
    IF v_found THEN
      RAISE EXCEPTION 'row % of "%" is referred to by "%"', OLD.id, TG_TABLE_NAME, TG_ARGV[2 * i]
        USING ERRCODE = 'foreign_key_violation';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER "mailbox_referenced" AFTER DELETE ON "mailbox"
  FOR EACH ROW EXECUTE FUNCTION refuse_while_referenced('delivery', 'mailbox_id');
CREATE TRIGGER "raw_message_referenced" AFTER DELETE ON "raw_message"
  FOR EACH ROW EXECUTE FUNCTION refuse_while_referenced('delivery', 'raw_message_id', 'report', 'raw_message_id');
CREATE TRIGGER "feedback_loop_referenced" AFTER DELETE ON "feedback_loop"
  FOR EACH ROW EXECUTE FUNCTION refuse_while_referenced('report', 'feedback_loop_id');
CREATE TRIGGER "report_referenced" AFTER DELETE ON "report"
  FOR EACH ROW EXECUTE FUNCTION refuse_while_referenced('attribution', 'report_id', 'complaint', 'report_id');
CREATE TRIGGER "account_referenced" AFTER DELETE ON "account"
  FOR EACH ROW EXECUTE FUNCTION refuse_while_referenced(
    'attribution', 'account_id', 'complaint', 'account_id', 'reporter_sum', 'account_id');
CREATE TRIGGER "case_referenced" AFTER DELETE ON "case"
  FOR EACH ROW EXECUTE FUNCTION refuse_while_referenced(
    'complaint', 'case_id', 'case_complainant', 'case_id', 'case_reporter', 'case_id');
