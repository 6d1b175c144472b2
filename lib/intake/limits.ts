// The sizes that intake works in, each with its reason. What hostile mail may cost stands in `lib/mime/limits.ts`.

import { MAIL_LIMITS } from '@/lib/mime/limits';

export const INTAKE_LIMITS = {
  /** Larger mail is not fetched; it gets a stub on the quarantine screen. */
  mailBytes: MAIL_LIMITS.mailBytes,
  /** One transaction. Below 200 the commit's fsync shows, above 1,000 only the memory grows. */
  batchMails: 500,
  /** One transaction's bytes: two batches are in memory at once, and the worker stays below 400 MiB. */
  batchBytes: 8 * 1024 * 1024,
  /** One MOVE. A single one costs 48 ms on a Maildir, in sets of 500 0.2 ms each. */
  moveMails: 1_000,
  /** One pass; then new arrivals are looked for, so that a backlog of 200,000 does not hide them. */
  passMails: 10_000,
  /** Up to here the whole folder is listed at every poll: the list costs less than reasoning about it. */
  smallFolder: 2_000,
  /** The whole folder is compared at least this often, whatever the increments said. */
  fullListingMs: 60 * 60 * 1000,
  /** Mails set aside per pass from the processed to the quarantine folder. */
  setAsideMails: 500,
  /** Latest deliveries that the processed folder is compared with after a start: minutes of full load, days of usual. */
  recoveryMails: 20_000,
  /** Mails of the processed folder read at a time, all in memory: the polled folder's pace is not needed here. */
  recoveryBatch: 100,
} as const;
