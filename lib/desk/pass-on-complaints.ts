// The job that passes complaints on: what is new is noted for its recipient, then written into mails, each report once
// however often the job runs. At most so many mails an hour go to one; what is beyond waits.

import { sql, type Tx } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { loadSenderDetails } from '@/lib/notices/fact-queries';
import { queueMail } from '@/lib/outgoing/store';
import {
  collectComplaints,
  lockPending,
  markHeld,
  markQueued,
  noteDigest,
} from '@/lib/passing-on/passed-store';
import { countMailsTo, findRecipient, loadReport, recipientsWithWork } from '@/lib/passing-on/queries';
import type { Recipient } from '@/lib/passing-on/types';
import { passOnText } from '@/lib/passing-on/words';
import { leadsBack } from './leads-back';
import { noticeAddresses } from './notice-settings';
import { redactKeptReport } from './redact-kept-report';
import { newMarks } from './write-mail';
import { writeReportMail, type NamedReport } from './write-report-mail';

/** A reseller's program reads more; a person's mailbox does not. */
const mailsAnHour = 60;
const reportsADigest = 100;
/** Digests leave from then on, by the desk's time: they are there when work begins. */
const digestHour = 6;

/** Returns what was done, for the log. */
export async function passOnComplaints(now = new Date()): Promise<{ collected: number; mails: number }> {
  const collected = await collectComplaints(sql(), now);
  const local = localTime(now);
  const digestDay = local.hour >= digestHour ? local.day : null;
  let mails = 0;
  if (noticeAddresses() === null) return { collected, mails };
  for (const id of await recipientsWithWork(sql(), digestDay)) {
    let next: Step;
    do {
      next = (await sql().begin((tx) => writeNext(tx, id, local.day, now))) as Step;
      if (next.isWritten) mails += 1;
    } while (next.hasMore);
  }
  return { collected, mails };
}

function localTime(now: Date): { day: string; hour: number } {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: env().DEFAULT_TIME_ZONE,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(now);
  return { day: parts.slice(0, 10), hour: Number(parts.slice(11, 13)) };
}

/** What one step did, and whether another may do more. */
interface Step {
  isWritten: boolean;
  hasMore: boolean;
}

const nothing: Step = { isWritten: false, hasMore: false };

/** Writes the next mail to this recipient. */
async function writeNext(tx: Tx, recipientId: number, day: string, now: Date): Promise<Step> {
  const recipient = await findRecipient(tx, recipientId);
  const addresses = noticeAddresses();
  if (recipient === null || addresses === null || !recipient.isActive || recipient.suspendedAt !== null)
    return nothing;
  const isDigest = recipient.rhythm === 'daily';
  const hourAgo = new Date(now.getTime() - 3_600_000);
  if (!isDigest && (await countMailsTo(tx, recipientId, hourAgo, mailsAnHour)) >= mailsAnHour) return nothing;
  const pending = await lockPending(tx, recipientId, isDigest ? reportsADigest : 1);
  const isBack = await leadsBack(tx, recipient.to);
  const ready: (NamedReport & { id: number })[] = [];
  for (const { id, ...place } of pending) {
    const stored = await loadReport(tx, place.rawMessageId, place.ordinal);
    const reader = { name: `recipient:${recipientId}`, level: recipient.level };
    if (isBack || stored === null) {
      await markHeld(tx, id, isBack ? 'loop' : 'no-mail');
      continue;
    }
    const redacted = await redactKeptReport(stored, place, reader);
    if (typeof redacted === 'string') await markHeld(tx, id, redacted);
    else
      ready.push({
        id,
        redacted,
        name: `meldestelle:passed/${recipientId}/${place.rawMessageId}/${place.ordinal}`,
        about: stored.account ?? '',
        receivedAt: stored.receivedAt,
        kind: stored.kind,
      });
  }
  const [first, ...others] = ready;
  if (first !== undefined) await write(tx, recipient, [first, ...others], now);
  if (isDigest && pending.length < reportsADigest) await noteDigest(tx, recipientId, day);
  const hasMore = pending.length > 0 && !(isDigest && pending.length < reportsADigest);
  return { isWritten: first !== undefined, hasMore };
}

type Ready = NamedReport & { id: number };

async function write(tx: Tx, recipient: Recipient, ready: [Ready, ...Ready[]], now: Date): Promise<void> {
  const addresses = noticeAddresses();
  if (addresses === null) return;
  const { provider } = await loadSenderDetails(tx);
  const marks = newMarks(addresses);
  const [first] = ready;
  const isOne = ready.length === 1;
  const { language, to, form, id } = recipient;
  const many =
    language === 'en'
      ? `${ready.length} complaints about your customers’ mail`
      : `${ready.length} Beschwerden über Mails Ihrer Kunden`;
  const subject = isOne ? `FW: ${first.redacted.subject}` : many;
  const text = passOnText({ language, provider, about: first.about, reports: ready.length });
  const mime = await writeReportMail(ready, { form, marks, provider, to, subject, text, userId: null }, now);
  const key = `pass-on:${id}:${first.id}`;
  const mailId = await queueMail(
    tx,
    { purpose: 'pass-on', key, to, subject, mime, ...marks, relatedTo: { kind: 'pass-on-recipient', id } },
    now,
  );
  if (mailId === null) throw new Error(`the reports of ${key} are in a mail already`);
  await markQueued(
    tx,
    ready.map((one) => one.id),
    mailId,
    to,
  );
}
