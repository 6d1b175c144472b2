-- What the coverage of the feedback loops is reckoned by, and what a subscription costs in which money.

-- Mail exchangers of the domains that most of our mail goes to: mailboxes under a domain of their own are told by them.
CREATE TABLE "recipient_mx" (
  "domain" TEXT PRIMARY KEY,
  -- In the order of their preference; empty where mail for the domain has no exchanger, or nobody could say yet.
  "hosts" TEXT[] NOT NULL,
  "asked_at" TIMESTAMPTZ NOT NULL,
  -- When to ask again.
  "due_at" TIMESTAMPTZ NOT NULL,
  -- The last question got no answer; `hosts` is what an earlier one said.
  "is_failed" BOOLEAN NOT NULL
);

-- Days of the mail log that changed after their recipients had been counted for good: one row a batch of lines, no key,
-- so that writers do not wait for each other. Who counts the day anew takes its rows away.
CREATE TABLE "mail_day_change" ("day" DATE NOT NULL);

ALTER TABLE "feedback_loop" ADD COLUMN "fee_currency" TEXT NOT NULL DEFAULT 'EUR'
  CONSTRAINT "feedback_loop_fee_currency" CHECK ("fee_currency" ~ '^[A-Z]{3}$');
