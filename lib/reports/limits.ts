// Limits of processing, each with the reason for its number.

/** Attempts before a mail is set aside: the first, one after a crash, one to be sure it is this mail. */
export const maxAttempts = 3;

/** A claim outlives any honest batch (well below a second) and is free again within the two minutes of recovery. */
export const claimSeconds = 60;

/** A mail that could not be filed comes again after this; three attempts are over within the two minutes of recovery. */
export const retrySeconds = 20;

/** A mail that waits for a name server is looked at again after this: an outage is over in minutes, not in seconds. */
export const postponeSeconds = 60;

/** Longest list texts kept of a mail, in characters: what a line of a list can show. */
export const listTextChars = 300;

/** Longest complainant kept: local part, @ and domain at their limits (RFC 5321 §4.5.3.1). */
export const complainantChars = 320;

/** Mails a batch: enough that the transaction's cost vanishes, few enough that it stays below a tenth of a second. */
export const batchSize = 500;

/** Raw bytes a batch: a batch of large mails must not fill the worker's memory. */
export const batchBytes = 32 * 1024 * 1024;

/** Complaints this old still join a case that is opened now; older ones stay in the account's history alone. */
export const caseLookBackDays = 30;

/** Rows of a XARF document shown: a full report of one source has thirty to sixty values. */
export const documentRows = 200;

/** Characters of one of its values shown: base64 of a mail is evidence, which stands on the page decoded. */
export const documentValueChars = 500;

/** Links to the other reports of a mail: a summary of a week can hold hundreds. */
export const siblingLinks = 50;

/** Longest reason for an account that a person sets: a few sentences. */
export const accountReasonChars = 500;
