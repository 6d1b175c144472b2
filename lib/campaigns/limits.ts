// Limits of campaigns, each with the reason for its number.

/** Characters of a subject looked at: what a list shows of it. */
export const subjectChars = 200;

/** Letters a subject needs to say anything: "Re: Rechnung" or "Your order" are everybody's. */
export const subjectLetters = 14;

/** Words it needs, for the same reason. */
export const subjectWords = 3;

/** Letters of a script that writes no blanks between words (CJK, Thai): four or five words of it. */
export const unspacedLetters = 8;

/** Bytes of a text looked at for its sketch: spam says what it wants in its first lines. */
export const textBytes = 1_280;

/** Bytes of a text looked at for links: they stand below, and markup takes room. */
export const linkBytes = 3_072;

/** Bytes of the mail in which its texts are looked for: what is attached stands behind them. */
export const mailBytes = 4_096;

/** Links looked at in one text: menus and social icons come first in newsletters. */
export const linksPerText = 12;

/** Sites kept of one mail. */
export const sitesPerMail = 3;

/** Runs of four words that a text needs: less is a greeting and a footer. */
export const leastShingles = 24;

/** Days of complaints that are compared: a wave is over within two weeks, a customer's own text is not. */
export const windowDays = 14;

/** Accounts that may share a feature whatever the provider's size: a snowshoe over twenty accounts must be seen. */
const leastCommonAccounts = 25;

/** Share of all accounts complained about beyond which a feature is a footer, a template or a shortener. */
const commonShare = 0.2;

/** Accounts that may share a feature, or make one campaign, of `accounts` that were complained about. */
export function mostAccounts(accounts: number): number {
  return Math.max(leastCommonAccounts, Math.ceil(accounts * commonShare));
}

/** Different mails kept of the comparison: beyond, the oldest are left out. Some 40 MB in the worker. */
export const comparedMails = 100_000;

/** Features of one campaign kept to know it again: a spammer's random words make many. */
export const campaignFeatures = 500;

/** Features shown as evidence. */
export const evidenceFeatures = 12;

/** Days for which a campaign that has ended is kept with the cases it belongs to: as long as history counts incidents. */
export const endedDays = 365;
