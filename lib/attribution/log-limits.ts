// The numbers of the look-up in the mail log, each with its reason.

const minute = 60_000;

/** Clocks of two servers may be five minutes apart; one more for what lies between a Received line and its log line. */
export const skewMs = 6 * minute;

/** A log without zones that begins within October's double hour can be read an hour off. */
export const doubleHourMs = 60 * minute;

/** How far from the date of the mail its Message-ID is looked for: wrong zones in Date fields are less than a day off. */
export const messageWindowMs = 24 * 60 * minute;

/** A server so far behind the others was switched off, or its log is lost. As the signals have it. */
export const goneAfterMs = 24 * 60 * minute;

/** Without any date: nobody complains usefully about older mail (it weighs 0), and no log reaches back further. */
export const undatedWindowMs = 14 * 24 * 60 * minute;

/** Stations of ours that are asked for one mail: submission, filter, relay, and as many again. */
export const maxHopsAsked = 6;

/** Recipient domains of a report that are compared; reports about several recipients name a handful. */
export const maxRecipientDomains = 20;

/** Transactions and lines of each that go into the evidence: what carries the verdict, not the whole log. */
export const maxTransactionsShown = 5;
export const maxLinesShown = 6;
