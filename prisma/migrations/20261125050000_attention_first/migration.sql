-- A case that needs somebody stands above all stages in the list's own order, not only in the strip above the list.
-- `urgency` is the stage, and eight more where the case needs somebody: one number, so that pages go on by one key and
-- the planner knows how many rows are left behind it. A flag in front of the key would tell it "none".

ALTER TABLE "case" ADD COLUMN "urgency" SMALLINT NOT NULL
  GENERATED ALWAYS AS ("stage" + CASE WHEN "attention" THEN 8 ELSE 0 END) STORED;

DROP INDEX "case_open_by_urgency";
DROP INDEX "case_by_state_urgency";
DROP INDEX "case_open_by_assignee";
DROP INDEX "case_own_detection";

CREATE INDEX "case_open_by_urgency" ON "case" ("urgency" DESC, "score" DESC, "id" DESC) WHERE "is_open";
CREATE INDEX "case_by_state_urgency" ON "case" ("state", "urgency" DESC, "score" DESC, "id" DESC);
CREATE INDEX "case_open_by_assignee" ON "case" ("assignee_id", "urgency" DESC, "score" DESC, "id" DESC) WHERE "is_open";
CREATE INDEX "case_own_detection" ON "case" ("urgency" DESC, "score" DESC, "id" DESC) WHERE "is_open" AND "own_detection";
