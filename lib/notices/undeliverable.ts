// Which refusals say that an address takes no mail at all, and which only that it did not take this one. Pure.
// Source: RFC 3463 §3 (the subject of a status code).

/**
 * True where the status is about the address: nobody there (5.1.x), the mailbox switched off (5.2.1), no way there (5.4.x),
 * or a failure for good without a reason (5.0.0). A full mailbox, a mail that is too large or refused for what it says, and
 * words about our own address say nothing of the next mail.
 */
export function saysUndeliverable(status: string): boolean {
  const [, subject, detail] = /^5\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? [];
  if (subject === undefined || detail === undefined) return false;
  switch (subject) {
    case '0':
    case '4':
      return true;
    // 5.1.7 and 5.1.8: the sender's address is at fault.
    case '1':
      return detail !== '7' && detail !== '8';
    case '2':
      return detail === '0' || detail === '1';
    default:
      return false;
  }
}

/** The status code at the beginning of a server's reply (RFC 2034 §4); null where it gives none. */
export function statusIn(response: string): string | null {
  return /^5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
}
