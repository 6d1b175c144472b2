// The customers of the sample provider who read their notices answer them: no mail leaves it, so nobody else would.

import { sql } from '@/lib/db/sql';
import { listHeldNotices } from '@/lib/notices/queries';
import { plusAddress } from '@/lib/notices/tokens';
import { answersNotices, answerTo } from '@/lib/sample-provider/customer-answer';
import type { MaildirMessage } from '@/lib/sample-provider/types';
import { noticeAddresses } from './notice-settings';

/** Kinds that ask something of the customer and are the first of their case. */
const askingKinds = [
  'mailbox-locked',
  'site-locked',
  'connection-locked',
  'throttled',
  'forwarding',
] as const;
/** Whoever has not answered after a day answers no more. */
const patienceMs = 24 * 3_600_000;

/** The answers that have come in by `now`; the same ones until they are read. */
export async function answerSampleNotices(now: Date): Promise<MaildirMessage[]> {
  const addresses = noticeAddresses();
  if (addresses === null) return [];
  const held = await listHeldNotices(sql(), askingKinds, new Date(now.getTime() - patienceMs));
  return held
    .filter(({ to }) => answersNotices(to))
    .map(({ replyToken, ...notice }) =>
      answerTo({ ...notice, replyTo: plusAddress(addresses.replyTo, replyToken) }),
    )
    .filter(({ receivedAt }) => receivedAt <= now);
}
