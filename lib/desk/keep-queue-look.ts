// What lies in an account's queue now becomes the snapshot that the screens show: the listing first, then the headers that
// nobody has read yet, a bounded number at a time.

import { connectorPatienceMs } from '@/lib/containment/limits';
import type { QueuePlaceKey } from '@/lib/containment/queue-rows';
import { keepHeaders, keepQueue, listUnread, noteLook, noteLookFault } from '@/lib/containment/queue-store';
import type { QueueAccess, QueuedMailKey } from '@/lib/containment/queue-types';
import { ConnectorFault } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { queuedHeader } from './queue-header';

/** Read in one look; a second look reads on. At 8 KiB each this is what one statement takes well. */
const HEADERS_PER_LOOK = 1_000;

export interface QueueLook {
  mails: number;
  held: number;
  fault: ConnectorFault | null;
}

/** Looks, and keeps what was seen. A connector's fault is kept beside what was known before, and answered. */
export async function keepQueueLook(
  queue: QueueAccess,
  place: QueuePlaceKey,
  login: string,
  now: () => Date,
): Promise<QueueLook> {
  try {
    const mails = await queue.list(login, AbortSignal.timeout(connectorPatienceMs));
    const at = now();
    await sql().begin(async (tx) => {
      await noteLook(tx, place, at);
      await keepQueue(tx, place, mails, at);
    });
    await keepUnread(queue, place, login, await listUnread(sql(), place, HEADERS_PER_LOOK));
    return { mails: mails.length, held: mails.filter((one) => one.place === 'hold').length, fault: null };
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    await noteLookFault(sql(), place, { code: error.code, detail: error.detail }, now());
    return { mails: 0, held: 0, fault: error };
  }
}

async function keepUnread(
  queue: QueueAccess,
  { connectorId }: QueuePlaceKey,
  login: string,
  unread: readonly QueuedMailKey[],
): Promise<void> {
  if (unread.length === 0) return;
  const sections = await queue.headersOf(login, unread, AbortSignal.timeout(connectorPatienceMs));
  const headers = unread.flatMap((mail) => {
    const section = sections.get(mail.queueId);
    return section === undefined ? [] : [queuedHeader(mail, section)];
  });
  await keepHeaders(sql(), connectorId, headers);
}
