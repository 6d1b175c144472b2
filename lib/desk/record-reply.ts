// An incoming mail is put on its case: by token, then by the Message-ID it answers; a number in its subject is a hint for
// a person. A token routes, it proves nothing: whatever the mail says, the account stays as it is. A person's answer puts
// the case to "answered"; a bounce sends the notice to the next contact; everything else is only kept and shown.

import { lockCase, type LockedCase } from '@/lib/cases/decide-store';
import type { Tx } from '@/lib/db/sql';
import { caseNumberIn } from '@/lib/replies/read-reply';
import { mailOfMessageIds, mailOfToken } from '@/lib/outgoing/queries';
import { insertReply, noticeOfMessageIds, noticeOfToken } from '@/lib/replies/store';
import type { LinkMeans } from '@/lib/replies/types';
import type { ClaimedMessage } from '@/lib/reports/types';
import { noteBounce } from './note-undelivered';
import type { ReplyReading } from './reply-of';
import { noteMailBounce } from './send-due-mail';
import { takeAnswer } from './take-answer';

/** Records the mail once; a second reading of it changes nothing. */
export async function recordReply(
  tx: Tx,
  { id: rawMessageId, receivedAt }: Pick<ClaimedMessage, 'id' | 'receivedAt'>,
  reading: ReplyReading,
  now: Date,
): Promise<void> {
  const { read, authenticated } = reading;
  const { held, noticeId, outgoingMailId, linkedBy } = await findCase(tx, reading);
  const caseId = held?.id ?? null;
  const id = await insertReply(tx, {
    ...read,
    rawMessageId,
    caseId,
    noticeId,
    outgoingMailId,
    linkedBy,
    receivedAt,
    authenticated,
  });
  if (id === null) return;
  if (outgoingMailId !== null && read.kind === 'bounce' && reading.isFromEnvelope)
    await noteMailBounce(tx, outgoingMailId, read.status ?? '', now);
  if (held === null) return;
  if (read.kind === 'answer')
    await takeAnswer(tx, held, { id, from: read.fromAddress, action: 'received', userId: null }, now);
  // Only the first of a storm finds the notice out.
  else if (read.kind === 'bounce' && noticeId !== null && reading.isFromEnvelope)
    await noteBounce(tx, noticeId, read.status ?? '', now);
}

interface Found {
  held: LockedCase | null;
  noticeId: number | null;
  outgoingMailId: number | null;
  linkedBy: LinkMeans;
}

const noMark = { held: null, noticeId: null, outgoingMailId: null };

async function findCase(tx: Tx, { token, answered, answeredMails, read }: ReplyReading): Promise<Found> {
  const byToken = token === null ? null : await noticeOfToken(tx, token);
  if (byToken !== null)
    return { ...noMark, held: await lockCase(tx, byToken.caseId), noticeId: byToken.id, linkedBy: 'token' };
  const mail = token === null ? null : await mailOfToken(tx, token);
  if (mail !== null) return { ...noMark, outgoingMailId: mail, linkedBy: 'token' };
  const [nearest] = answered;
  const byId = await noticeOfMessageIds(
    tx,
    answered.map(({ messageId }) => messageId),
  );
  const held = nearest === undefined ? null : await lockCase(tx, byId?.caseId ?? nearest.caseId);
  if (held !== null) return { ...noMark, held, noticeId: byId?.id ?? null, linkedBy: 'message-id' };
  const mailById = await mailOfMessageIds(tx, answeredMails);
  if (mailById !== null) return { ...noMark, outgoingMailId: mailById, linkedBy: 'message-id' };
  const isNamed = caseNumberIn(read.subject) !== null || caseNumberIn(read.text) !== null;
  return { ...noMark, linkedBy: isNamed ? 'suggested' : 'none' };
}
