-- What was seen of a loop outlives the mail that it was seen in.
ALTER TABLE feedback_loop_seen ALTER COLUMN raw_message_id DROP NOT NULL;
