// The numbers of the queue, each with its reason.

/** `postqueue -j` of 150,000 mails with a few recipients each; a longer queue is no longer a matter of one account. */
export const listingMostBytes = 64 * 1024 * 1024;

/** Envelopes of one batch: each names its recipients, three lines for each, at most 1,000 (smtpd_recipient_limit). */
export const envelopeBatch = 200;
export const envelopeMostBytes = 64 * 1024 * 1024;

/**
 * Envelopes read in one look, the account's own sender address first. Whose a mail is never changes and is remembered, so
 * a longer queue is done over several looks; until then the hold counts as unknown.
 */
export const envelopesPerLook = 5_000;

/** Remembered owners, over all queues: a few MB. */
export const rememberedOwners = 200_000;

/** Headers of one batch; a header section may be 256 KiB (header_size_limit is 100 KiB). */
export const headerBatch = 100;
export const headerMostBytes = 32 * 1024 * 1024;

/** Recipients kept of one mail: what somebody reads to tell spam from honest mail. */
export const keptRecipients = 5;

/** Within one attempt mail may still arrive; more rounds than this are left to the next attempt. */
export const holdRounds = 3;

/**
 * Mail that is older is taken in anew (`postsuper -r`) instead of only released: its time on hold counts against
 * maximal_queue_lifetime (5 d), and it would be returned at the first trouble.
 */
export const requeueAfterSeconds = 86_400;

/** Ids kept of what was held before us; whoever holds more by hand has another trouble. */
export const priorIds = 2_000;

/** After this the log has said whose a mail is, or never will: mail from outside that waits for its next server. */
export const logSettlesSeconds = 900;
