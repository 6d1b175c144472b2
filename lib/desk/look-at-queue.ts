// A person looks at what an account still has in the queue, before or after anything is held. Only reads there; that it
// was looked at is in the audit, because the headers of a customer's mail are read.

import { loadConnector } from '@/lib/containment/connector-store';
import { listQueueConnectors } from '@/lib/containment/queue-queries';
import type { ConnectorRow } from '@/lib/containment/rows';
import type { Connector } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { keepQueueLook } from './keep-queue-look';
import { openConnector } from './open-connector';
import { done, refused, type Outcome } from './outcome';

export interface LookAtQueueInput {
  caseId: number;
  userId: number;
}

/** Looks through every connector that has a queue. `queue-silent` where one of them gave no answer. */
export async function lookAtQueue(
  { caseId, userId }: LookAtQueueInput,
  open: (row: ConnectorRow) => Connector = openConnector,
): Promise<Outcome<{ mails: number; held: number }, 'not-found' | 'no-queue' | 'queue-silent'>> {
  const [account] = await sql()<{ id: number; login: string }[]>`
    SELECT a.id, a.login FROM "case" k JOIN account a ON a.id = k.account_id WHERE k.id = ${caseId}`;
  if (account === undefined) return refused('not-found');
  const ids = await listQueueConnectors();
  if (ids.length === 0) return refused('no-queue');
  const found = { mails: 0, held: 0 };
  let isSilent = false;
  for (const connectorId of ids) {
    const row = await loadConnector(sql(), connectorId);
    const connector = row === null ? null : open(row);
    try {
      if (connector?.queue === undefined) continue;
      const place = { connectorId, accountId: account.id };
      const look = await keepQueueLook(connector.queue, place, account.login, () => new Date());
      found.mails += look.mails;
      found.held += look.held;
      isSilent ||= look.fault !== null;
    } finally {
      await connector?.close();
    }
  }
  await sql()`SELECT append_audit(${userId}, 'queue-looked', ${`case:${caseId}`}, ${sql().json({ ...found, connectors: ids })})`;
  return isSilent ? refused('queue-silent') : done(found);
}
