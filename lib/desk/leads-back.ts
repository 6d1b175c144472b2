// Whether mail to an address would come back to us, or go to whoever reports to us: then nothing is passed on to it.

import type { Sql, Tx } from '@/lib/db/sql';
import { domainOf } from '@/lib/mime/domain-names';
import { deskContext } from './desk-context';
import { noticeAddresses } from './notice-settings';

/** True for our own mailboxes, and for addresses and domains of feedback loops. */
export async function leadsBack(db: Sql | Tx, address: string): Promise<boolean> {
  const to = address.toLowerCase();
  const bare = to.replace(/\+[^@]*(?=@)/, '');
  const domain = domainOf(to);
  const addresses = noticeAddresses();
  const own = addresses === null ? [] : [addresses.from, addresses.replyTo, addresses.bounceTo];
  if (own.some((one) => one.toLowerCase() === bare)) return true;
  const [mailbox] = await db`SELECT 1 FROM mailbox WHERE lower(username) = ${bare} LIMIT 1`;
  if (mailbox !== undefined) return true;
  const { loops } = await deskContext();
  return loops.some(
    ({ intakeAlias, fromAddresses, envelopeDomains, dkimDomains }) =>
      intakeAlias?.toLowerCase() === bare ||
      fromAddresses.some((one) => one.toLowerCase() === bare) ||
      [...envelopeDomains, ...dkimDomains].some((one) => domain === one.toLowerCase()),
  );
}
