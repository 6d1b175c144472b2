// What `postqueue -j` says, one JSON object a line (postqueue(1), "JSON OBJECT FORMAT"). Pure. It names the sender of the
// envelope but not who signed in: whose a mail is stands elsewhere (owners.ts).

import { z } from 'zod';
import type { QueuedMail } from '@/lib/containment/queue-types';
import { ConnectorFault } from '@/lib/containment/types';
import { keptRecipients } from './limits';
import { isQueueId } from './programs';

const line = z.object({
  queue_name: z.string(),
  queue_id: z.string().refine(isQueueId),
  arrival_time: z.number().int(),
  message_size: z.number().int().default(0),
  /** Since Postfix 3.5. */
  forced_expire: z.boolean().default(false),
  sender: z.string().default(''),
  recipients: z.array(z.object({ address: z.string() })).default([]),
});

/** The queues that mail leaves from, and the one that it does not; `maildrop` and `corrupt` are not the queue manager's. */
const places: Record<string, QueuedMail['place']> = {
  hold: 'hold',
  incoming: 'waiting',
  active: 'waiting',
  deferred: 'waiting',
};

/** The queued mails of a listing. Throws `ConnectorFault` where a line is not what Postfix writes. */
export function readListing(text: string): QueuedMail[] {
  const mails: QueuedMail[] = [];
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const one = readRow(row);
    if (one === null) throw new ConnectorFault('failed', 'queue-not-understood', { line: index + 1 });
    const place = places[one.queue_name];
    if (place === undefined) continue;
    mails.push({
      queueId: one.queue_id,
      arrivedAt: one.arrival_time,
      place,
      sizeBytes: one.message_size,
      sender: one.sender === 'MAILER-DAEMON' ? '' : one.sender,
      recipients: one.recipients.slice(0, keptRecipients).map(({ address }) => address),
      recipientCount: one.recipients.length,
      isReturning: one.forced_expire,
    });
  }
  return mails;
}

function readRow(row: string): z.infer<typeof line> | null {
  try {
    return line.safeParse(JSON.parse(row)).data ?? null;
  } catch {
    // No JSON at all: the same as another shape.
    return null;
  }
}
