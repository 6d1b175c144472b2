// After a database failover the latest commits may be gone, while the mails they allowed to move lie in the processed
// folder. This compares that folder with the latest deliveries and stores what is missing: the set difference over
// both folders. Mails that were there before Meldestelle are left alone.

import { createHash } from 'node:crypto';
import { sql } from '@/lib/db/sql';
import { listRecentLocations, markMoved, recordFoundLocations } from '@/lib/intake/delivery-store';
import { folderKey, placeOf } from '@/lib/intake/folder-key';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { receiptOf } from '@/lib/intake/receipt';
import type { MailToStore, PolledMailbox } from '@/lib/intake/types';
import { formatLocation, parseLocation } from '@/lib/mailbox/location';
import { subfolderPath } from '@/lib/mailbox/maildir-names';
import { MailboxError, type MailSource } from '@/lib/mailbox/types';
import { ingestBatch } from './ingest-batch';
import { openMailbox } from './open-mailbox';

/** Stores what the processed folder holds and the database lost; returns how many mails. Throws `MailboxError`. */
export async function recoverLostMails(mailbox: PolledMailbox, signal: AbortSignal): Promise<number> {
  const known = await listRecentLocations(
    sql(),
    { id: mailbox.id, place: placeOf(mailbox) },
    INTAKE_LIMITS.recoveryMails,
  );
  if (known.length === 0) return 0;
  const source = await openProcessedFolder(mailbox);
  if (source === null) return 0;
  try {
    const { uidValidity } = await source.status();
    const candidates = await listCandidates(source, mailbox, uidValidity, known);
    let recovered = 0;
    for (let start = 0; start < candidates.length && !signal.aborted; start += INTAKE_LIMITS.recoveryBatch) {
      const uids = candidates.slice(start, start + INTAKE_LIMITS.recoveryBatch);
      recovered += await recoverBatch(source, mailbox, uidValidity, uids);
    }
    return recovered;
  } finally {
    await source.close();
  }
}

async function openProcessedFolder(mailbox: PolledMailbox): Promise<MailSource | null> {
  const { processedFolder, path } = mailbox;
  try {
    const place =
      mailbox.kind === 'imap'
        ? { folder: processedFolder }
        : { path: subfolderPath(path ?? '', processedFolder) };
    return await openMailbox({ ...mailbox, ...place });
  } catch (error) {
    if (error instanceof MailboxError && (error.code === 'folder-missing' || error.code === 'path-missing'))
      return null;
    throw error;
  }
}

/** UIDs of the processed folder that no recent delivery accounts for, within the span of those that are known. */
async function listCandidates(
  source: MailSource,
  mailbox: PolledMailbox,
  uidValidity: number,
  locations: readonly string[],
): Promise<string[]> {
  const known = new Set<string>();
  for (const location of locations.map(parseLocation)) {
    const isHere = location.folder === mailbox.processedFolder && location.uidValidity === uidValidity;
    if (isHere && location.uid !== null) known.add(location.uid);
  }
  if (known.size === 0) return [];
  if (mailbox.kind === 'imap') {
    const first = [...known].reduce((least, uid) => Math.min(least, Number(uid)), Infinity);
    return (await source.list(first)).filter((uid) => Number(uid) >= first && !known.has(uid));
  }
  const newest = (await source.list(null)).slice(-INTAKE_LIMITS.recoveryMails);
  const first = newest.findIndex((uid) => known.has(uid));
  return first === -1 ? [] : newest.slice(first).filter((uid) => !known.has(uid));
}

async function recoverBatch(
  source: MailSource,
  mailbox: PolledMailbox,
  uidValidity: number,
  uids: readonly string[],
): Promise<number> {
  const mails: MailToStore[] = [];
  const folder = folderKey(mailbox, uidValidity);
  for await (const { uid, source: bytes, receivedAt: claimed } of source.fetch(uids)) {
    if (bytes === null) continue;
    // The folder stands in the key: the polled folder may have the same UIDVALIDITY and UIDs of its own.
    const location = formatLocation({ folder: mailbox.processedFolder, uidValidity, uid });
    const receivedAt = receiptOf(claimed, new Date());
    mails.push({
      uid: location,
      source: bytes,
      sha256: createHash('sha256').update(bytes).digest(),
      receivedAt,
      setAside: null,
    });
  }
  const hashOf = (mail: MailToStore): string => mail.sha256.toString('hex');
  const stored = await recordFoundLocations(
    sql(),
    mailbox.id,
    mails.map((mail) => ({ hash: hashOf(mail), location: mail.uid })),
  );
  const lost = mails.filter((mail) => !stored.has(hashOf(mail)));
  await ingestBatch({ ...folder, mails: lost });
  await markMoved(
    sql(),
    folder,
    lost.map((mail) => ({ uid: mail.uid, location: mail.uid })),
  );
  return lost.length;
}
