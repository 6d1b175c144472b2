// One notice into the outbox, whole: its marks, its bytes, its row, the line of history and the audit, in the
// transaction of what causes it. It leaves ten seconds later.

import { randomBytes } from 'node:crypto';
import { record, type LockedCase } from '@/lib/cases/decide-store';
import type { Tx } from '@/lib/db/sql';
import { loadSenderDetails } from '@/lib/notices/fact-queries';
import { withdrawSeconds } from '@/lib/notices/outbox';
import { insertPage } from '@/lib/notices/page-store';
import { hashOfPageToken, namesPage, pageToken, withPageToken } from '@/lib/notices/page-token';
import { insertNotice } from '@/lib/notices/store';
import { noticeMessageId, plusAddress } from '@/lib/notices/tokens';
import type { NoticeVoice } from '@/lib/notices/types';
import { buildMail, type MailParts } from '@/lib/smtp/build-mail';
import { dkimKey, messageIdKey, noticeAddresses } from './notice-settings';

export interface NoticeToWrite {
  /** A kind of lib/notices/types.ts, or `answer`. */
  kind: string;
  /** Unique with `step` within the case. */
  action: string;
  step: number;
  templateId: number | null;
  to: string;
  voice: NoticeVoice;
  subject: string;
  body: string;
  html: string;
  /** Null: no person released it. */
  releasedById: number | null;
  /** Of a mail that this one answers; without brackets. */
  inReplyTo?: string | null;
  references?: string[];
  attachments?: MailParts['attachments'];
  /** Of a copy to the reseller: the notice it is a copy of. */
  copyOfId?: number | null;
}

/** Sending is not configured: nothing can be written. Callers ask `noticeAddresses` first. */
export class NoSender extends Error {
  override name = 'NoSender';
}

/** Writes the notice and returns its id; null where the case has one of this action and step. Throws `NoSender`. */
export async function writeNotice(
  tx: Tx,
  held: LockedCase,
  notice: NoticeToWrite,
  now: Date,
): Promise<number | null> {
  const addresses = noticeAddresses();
  if (addresses === null) throw new NoSender('no notices can be sent: NOTICE_FROM and SMTP_HOST are not set');
  const sender = await loadSenderDetails(tx);
  const token = randomBytes(16).toString('hex');
  const domain = addresses.from.slice(addresses.from.lastIndexOf('@') + 1);
  const messageId = noticeMessageId(held.id, randomBytes(8).toString('hex'), domain, messageIdKey());
  const { kind, action, step, templateId, to, voice, subject, body, releasedById } = notice;
  // The mail alone knows the way to the customer's page; the text that people see has none.
  const page = namesPage(body) ? pageToken(randomBytes(16)) : null;
  const outgoing = (text: string) => (page === null ? text : withPageToken(text, page));
  const mime = await buildMail(
    {
      from: { name: sender.provider === '' ? 'Abuse' : `Abuse ${sender.provider}`, address: addresses.from },
      to,
      replyTo: plusAddress(addresses.replyTo, token),
      subject,
      text: outgoing(body),
      html: outgoing(notice.html),
      messageId,
      inReplyTo: notice.inReplyTo ?? null,
      references: notice.references ?? [],
      date: now,
      isAutomatic: releasedById === null,
      attachments: notice.attachments ?? [],
    },
    dkimKey(),
  );
  const id = await insertNotice(tx, {
    caseId: held.id,
    kind,
    action,
    step,
    templateId,
    toAddress: to,
    ...voice,
    subject,
    body,
    mime,
    messageId,
    replyToken: token,
    // Another mark than the answer's: a bounce is no answer, and an answer no bounce.
    envelopeFrom: plusAddress(addresses.bounceTo, `b${token}`),
    dueAt: new Date(now.getTime() + withdrawSeconds * 1_000),
    releasedById,
    copyOfId: notice.copyOfId ?? null,
    createdAt: now,
    attachments: (notice.attachments ?? []).map(({ filename }) => filename),
  });
  if (id === null) return null;
  const tokenHash = page === null ? null : hashOfPageToken(page);
  if (tokenHash !== null) await insertPage(tx, { caseId: held.id, noticeId: id, tokenHash }, now);
  const detail = { action: 'written', noticeId: id, notice: kind, code: null } as const;
  await record(tx, held, releasedById, { kind: 'notice', detail }, now);
  return id;
}
