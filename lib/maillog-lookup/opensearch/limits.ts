// Limits of asking a log cluster, each with the reason for its number.

/** A batch of mails waits so long at most; a cluster that is well answers such searches in a tenth of a second. */
export const timeoutMs = 10_000;

/** One answer: a hundred searches of two hundred lines of 500 bytes are 10 MB. */
export const answerBytes = 48 * 1024 * 1024;

/** Searches in one request: shipped clusters work on a few dozen at a time and queue the rest. */
export const searchesPerRequest = 100;

/** Documents of one search: a mail to fifty recipients with its retries; what is beyond says no more about the sender. */
export const documentsPerSearch = 500;

/** Queue ids asked for together when lines are joined to mails. */
export const queueIdsPerSearch = 50;

/** Mails of one answer, as in our own tables: nobody judges between more. */
export const mailsPerAnswer = 50;

/** Documents read of one login or user: a hijacked account's day. Beyond, figures are a lower bound. */
export const documentsPerSender = 20_000;

/** Documents of one page of those. */
export const pageSize = 2_000;

/** Hosts in one cluster. */
export const hosts = 1_000;

/** How far a mail's lines may lie around the line that was found: Postfix tries for five days. */
export const lifeMs = 5 * 86_400_000;

/** Lines of one mail kept as evidence, and their characters together, as in our own tables. */
export const keptLines = 12;
export const keptLineChars = 4_096;

/** So long an answer to "how far does each log reach" is taken as true. */
export const coverageMs = 20_000;
