// A notice did not arrive: its recipient was refused, or it bounced. The next contact gets the same text in a mail of its
// own; where there is none, somebody has to call. An address that takes no mail at all is remembered and proposed no more.

import { changeAttention, lockCase, record, type LockedCase } from '@/lib/cases/decide-store';
import type { Tx } from '@/lib/db/sql';
import { contactsFor } from '@/lib/notices/choose-contact';
import {
  failedAddresses,
  listLinks,
  loadNoticeCase,
  loadSenderDetails,
  nextStep,
} from '@/lib/notices/fact-queries';
import { findNotice, type NoticeRow } from '@/lib/notices/queries';
import { markBounced } from '@/lib/notices/store';
import { pageUrlsIn } from '@/lib/notices/page-token';
import { htmlOf } from '@/lib/notices/text/html';
import { noticeKinds } from '@/lib/notices/types';
import { saysUndeliverable } from '@/lib/notices/undeliverable';
import { markUndeliverable } from '@/lib/notices/undeliverable-store';
import { raiseTasks } from '@/lib/tasks/store';
import type { NewTask } from '@/lib/tasks/types';
import { customerCards } from './customer-cards';
import { callTask } from './write-composed-notice';
import { writeNotice } from './write-notice';

/** A delivery status notification (RFC 3464, 5.x.x) with our token came back. False where the notice is not out. */
export async function noteBounce(tx: Tx, noticeId: number, status: string, now: Date): Promise<boolean> {
  const notice = await findNotice(tx, noticeId);
  const held = notice === null ? null : await lockCase(tx, notice.caseId);
  if (notice === null || held === null || !(await markBounced(tx, noticeId, status))) return false;
  const detail = { action: 'bounced', noticeId, notice: notice.kind, code: null } as const;
  await record(tx, held, null, { kind: 'notice', detail }, now);
  await changeAttention(tx, held.id);
  await tryNextContact(tx, held, notice, status, now);
  return true;
}

/**
 * Writes the same text to the next contact, or raises the task to call. `status`: what the mail was refused with, where
 * that was said. An answer was meant for one person: it goes to nobody else by itself.
 */
export async function tryNextContact(
  tx: Tx,
  held: LockedCase,
  notice: NoticeRow,
  status: string | null,
  now: Date,
): Promise<void> {
  if (status !== null && saysUndeliverable(status))
    await markUndeliverable(tx, notice.to, { status, noticeId: notice.id }, now);
  // A copy has one address; the customer was written to by another mail.
  if (notice.kind === 'reseller-copy') {
    await raiseTasks(tx, [failedTask(held, notice, status)]);
    return;
  }
  const found = await loadNoticeCase(tx, held.id);
  if (found === null) throw new Error(`case ${held.id} vanished while it was locked`);
  const card =
    found.customer === null
      ? null
      : ((await customerCards(tx, [found.customer.id])).get(found.customer.id) ?? null);
  const kind = noticeKinds.find((one) => one === notice.kind) ?? 'questions';
  const tried = new Set([...(await failedAddresses(tx, held.id, notice.action)), notice.to.toLowerCase()]);
  const [next] = notice.kind === 'answer' ? [] : contactsFor(card, kind, found.account.login, tried);
  if (next === undefined) {
    await raiseTasks(tx, [callTask({ found, card })]);
    return;
  }
  const { voice, subject, body } = notice;
  const [links, sender] = await Promise.all([listLinks(tx, voice.language), loadSenderDetails(tx)]);
  const urls = new Set(
    [...links.map(({ url }) => url), sender.privacyUrl, ...pageUrlsIn(body)].filter((url) => url !== ''),
  );
  await writeNotice(
    tx,
    held,
    {
      kind: notice.kind,
      action: notice.action,
      step: await nextStep(tx, held.id, notice.action),
      templateId: notice.templateId,
      to: next.address,
      voice,
      subject,
      body,
      html: htmlOf(body, urls, voice.language),
      releasedById: notice.releasedById,
    },
    now,
  );
}

/** Somebody has to look why a mail did not go out, and whether it still has to. */
export function failedTask(held: LockedCase, notice: NoticeRow, response: string | null): NewTask {
  return {
    kind: 'notice-failed',
    key: `notice-failed:${notice.id}`,
    audience: 'all',
    detail: { case: held.number, subject: notice.subject, response },
    feedbackLoopId: null,
    rawMessageId: null,
  };
}
