-- A ground of the suppression list is written with its report, in the same transaction: asking for the report row by row
-- cost filing as much as writing the ground. The parent's half of the rule is kept at the report's deletion, which is rare.
-- docs/decisions/0011-references-without-checks.md.
ALTER TABLE "suppression_ground" DROP CONSTRAINT "suppression_ground_report_id_fkey";

CREATE FUNCTION forget_report_of_ground() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE suppression_ground SET report_id = NULL WHERE report_id = OLD.id;
  RETURN NULL;
END $$;

CREATE TRIGGER "report_forgotten_by_ground" AFTER DELETE ON "report"
  FOR EACH ROW EXECUTE FUNCTION forget_report_of_ground();
