-- The list of cases that wait was read through it and then sorted; "case_by_state_urgency" finds them for the schedule too.
DROP INDEX "case_unanswered";
