-- How many complaints a recipient got in a week is counted in the index, not by reading rows all over the table.
CREATE INDEX "passed_report_written" ON "passed_report" ("recipient_id", "at") WHERE "state" = 'queued';

-- What administrators entered themselves, beside a directory with a million domains.
CREATE INDEX "own_resource_by_hand" ON "own_resource" ("kind", "value") WHERE "origin" <> 'directory';
