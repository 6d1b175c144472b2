// What stands in for a mail that is too large to be fetched: a text with its place and size, so that it is visible in
// quarantine and the same mail makes the same row at every poll. The mail itself stays where it is. Pure.

import { createHash } from 'node:crypto';
import type { MailToStore } from './types';

/** The row for the mail `uid` of `sizeBytes` that stays in the mailbox; `receivedAt` is the server's date of receipt. */
export function oversizeStub(input: {
  mailbox: { id: number; name: string };
  uidValidity: number;
  uid: string;
  sizeBytes: number;
  receivedAt: Date;
}): MailToStore {
  const { mailbox, uidValidity, uid, sizeBytes, receivedAt } = input;
  const source = Buffer.from(
    [
      'This mail is larger than Meldestelle reads. It was not fetched and lies where it was delivered.',
      `Mailbox: ${mailbox.id}`,
      `UIDVALIDITY: ${uidValidity}`,
      `UID: ${uid}`,
      `Size: ${sizeBytes}`,
      '',
    ].join('\n'),
  );
  return {
    uid,
    sha256: createHash('sha256').update(source).digest(),
    source,
    receivedAt,
    setAside: {
      reasonCode: 'too-large',
      reasonText: `${sizeBytes} bytes in ${mailbox.name}, UID ${uid}`,
      sizeBytes,
    },
  };
}
