// Limits of suppression lists, each with the reason for its number.

/** Longest List-Id kept: a host name (RFC 2919 §3: it looks like one, 255 octets at most). */
export const listIdChars = 255;

/** Longest id of a recipient or campaign kept: two UUIDs and a signature fit, a text does not. */
export const ownIdChars = 128;

/** Shortest id of a recipient: what is shorter is a flag or a list's number. */
export const ownIdLeastChars = 3;

/** Characters of a header field in which ids are looked for: two long unsubscribe addresses. */
export const fieldChars = 4_096;

/** How often something encoded may be encoded again and is still looked through. */
export const decodingDepth = 3;

/** Texts looked at while an id is decoded: beyond, it is dropped as if it held an address. */
export const decodedTexts = 400;

/** Grounds that are settled in one transaction. */
export const settleBatch = 500;

/** Days for which a ground waits for its account's customer to become known: resolvers answer within minutes. */
export const ownerlessDays = 30;

/** Days for which an entry that has ended is kept: list software that is away longer reads the whole list anew. */
export const endedDays = 400;

/** Entries in one message to list software, and in one answer of the interface unless it asks for fewer. */
export const givenBatch = 500;

/** Rows of the screen's page. */
export const entryPageSize = 50;

/** Longest text that is searched for: an address, local part and domain at their limits (RFC 5321 §4.5.3.1). */
export const searchMostChars = 320;

/** Longest reason for which an entry is removed, in characters: a few sentences. */
export const removalReasonChars = 500;

/** Most days for which a pair is refused: two years. Half a year unless an administrator says otherwise (the table's default). */
export const refuseDaysMost = 730;

/** What somebody else's list software may take to answer. */
export const webhookPatienceMs = 15_000;

/** Seconds after which an attempt of a worker that died may be made by another: the patience, and again as much. */
export const webhookLeaseSeconds = 60;

/** Seconds until the next attempt after one failed, by the number of failures; the last one from then on. */
export const webhookRetrySeconds: readonly number[] = [60, 300, 900, 3_600, 3 * 3_600];
