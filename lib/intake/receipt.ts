// When a mail was received, as far as a server's or a file's word can be believed. Pure.

/** Internet mail is not older (RFC 821); what says so has no clock, or a file's time that was never set. */
const earliest = Date.UTC(1982, 7, 1);

/**
 * `claimed` (INTERNALDATE, or a file's time), or `now` where it is no date, lies ahead, or before there was mail. Such a
 * date would weigh a complaint wrongly, and one beyond the year 9999 would make a whole batch fail.
 */
export function receiptOf(claimed: Date, now: Date): Date {
  const moment = claimed.getTime();
  return moment >= earliest && moment <= now.getTime() ? claimed : now;
}
