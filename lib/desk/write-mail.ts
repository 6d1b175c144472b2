// One mail that belongs to no case into its outbox: its marks, its bytes, its row, in the transaction of what causes it.
// For words there is `writeMail`; whoever renders reports himself takes `newMarks` and lib/outgoing/store.

import { randomBytes } from 'node:crypto';
import type { Tx } from '@/lib/db/sql';
import { loadSenderDetails } from '@/lib/notices/fact-queries';
import { plusAddress } from '@/lib/notices/tokens';
import { mailMessageId } from '@/lib/outgoing/marks';
import { queueMail } from '@/lib/outgoing/store';
import type { MailPurpose, NewMail } from '@/lib/outgoing/types';
import { buildMail, type MailParts } from '@/lib/smtp/build-mail';
import { dkimKey, messageIdKey, noticeAddresses, type NoticeAddresses } from './notice-settings';
import { NoSender } from './write-notice';

export interface MailMarks {
  from: string;
  /** Without brackets. */
  messageId: string;
  /** The Reply-To field: our address with the token. */
  replyTo: string;
  replyToken: string;
  envelopeFrom: string;
}

/** Marks for one mail. */
export function newMarks(addresses: NoticeAddresses): MailMarks {
  const replyToken = randomBytes(16).toString('hex');
  const domain = addresses.from.slice(addresses.from.lastIndexOf('@') + 1);
  return {
    from: addresses.from,
    messageId: mailMessageId(randomBytes(8).toString('hex'), domain, messageIdKey()),
    replyTo: plusAddress(addresses.replyTo, replyToken),
    replyToken,
    // Another mark than the answer's: a bounce is no answer, and an answer no bounce.
    envelopeFrom: plusAddress(addresses.bounceTo, `b${replyToken}`),
  };
}

export interface MailToWrite extends Pick<
  NewMail,
  'key' | 'to' | 'subject' | 'relatedTo' | 'userId' | 'dueAt'
> {
  purpose: MailPurpose;
  text: string;
  /** Null or absent: text alone. */
  html?: string | null;
  attachments?: MailParts['attachments'];
}

/**
 * Queues a mail of words; it bears `Auto-Submitted` where no person released it. Null where one of this key exists.
 * Throws `NoSender` where no sending is configured: ask `noticeAddresses` first.
 */
export async function writeMail(tx: Tx, mail: MailToWrite, now: Date): Promise<number | null> {
  const addresses = noticeAddresses();
  if (addresses === null) throw new NoSender('no mail can be sent: NOTICE_FROM and SMTP_HOST are not set');
  const { text, html = null, attachments = [], ...queued } = mail;
  const { provider } = await loadSenderDetails(tx);
  const { from, replyTo, ...marks } = newMarks(addresses);
  const mime = await buildMail(
    {
      from: { name: provider === '' ? 'Abuse' : `Abuse ${provider}`, address: from },
      to: mail.to,
      replyTo,
      subject: mail.subject,
      text,
      html,
      messageId: marks.messageId,
      inReplyTo: null,
      references: [],
      date: now,
      isAutomatic: (mail.userId ?? null) === null,
      attachments,
    },
    dkimKey(),
  );
  return queueMail(tx, { ...queued, ...marks, mime }, now);
}
