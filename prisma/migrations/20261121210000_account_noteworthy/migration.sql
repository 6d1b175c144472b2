-- The accounts above observation, for their list. Only the stage is in it, which seldom changes: an index that held the
-- score, or the count of complaints, would be rewritten with every complaint.
CREATE INDEX "account_noteworthy" ON "account" ("stage" DESC, "id" DESC) WHERE "stage" > 0;
