// What intake is compared with: imapflow that fetches and moves in batches and does nothing else.

import { ImapFlow } from 'imapflow';
import type { Dovecot } from '@/lib/mailbox/testing/dovecot';
import { childNamed, secondsOfTree, type Times } from './processor-time';

const BARE_BATCH = 500;

/** Seconds that bare imapflow takes from the open folder to the empty one. */
export async function fetchAndMove(dovecot: Dovecot, user: string, count: number): Promise<number> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass: 'secret' },
    logger: false,
    disableAutoIdle: true,
  });
  await client.connect();
  await client.mailboxCreate('Processed');
  const start = performance.now();
  await client.mailboxOpen('INBOX');
  let fetched = 0;
  for (let from = 1; from <= count; from += BARE_BATCH) {
    const range = `${from}:${Math.min(count, from + BARE_BATCH - 1)}`;
    for await (const message of client.fetch(
      range,
      { uid: true, internalDate: true, source: true },
      { uid: true },
    )) {
      if (message.source !== undefined) fetched += 1;
    }
    await client.messageMove(range, 'Processed', { uid: true });
  }
  const seconds = (performance.now() - start) / 1_000;
  await client.logout();
  if (fetched !== count) throw new Error(`bare imapflow fetched ${fetched} of ${count}`);
  return seconds;
}

/** This process, which runs imapflow alone, and the server that it asks. */
export function bareTimes(): Times[] {
  const { user, system } = process.cpuUsage();
  return [
    { name: 'imapflow', seconds: (user + system) / 1_000_000 },
    { name: 'Dovecot', seconds: secondsOfTree(childNamed('dovecot')) },
  ];
}
