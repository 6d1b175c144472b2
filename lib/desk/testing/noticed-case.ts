// A case whose customer was written to: the notice is released by a person and accepted by a server, at a moment that the
// test chooses. For the tests of what follows a notice. SECRET_KEY, NOTICE_FROM and SMTP_HOST have to be set.

import type { TestDatabase } from '@/lib/db/testing';
import type { NoticeKind } from '@/lib/notices/types';
import type { SendOutcome } from '@/lib/smtp/types';
import { composeNotice } from '../compose-notice';
import { releaseNotice } from '../release-notice';
import { sendDueNotice } from '../send-due-notice';
import { prepareMeasureCase, versionOf, type MeasureCase } from './measures';

export const outsideContact = 'privat@example.net';

/** A case in review of a customer with one usable address and a telephone. */
export async function prepareCustomerCase(
  db: TestDatabase,
  login = 'erika@example.com',
): Promise<MeasureCase> {
  const made = await prepareMeasureCase(db, login);
  await db.sql`
    INSERT INTO customer_contact (customer_id, kind, value, origin, position)
    SELECT customer_id, c.kind, c.value, 'x', c.position FROM account,
      (VALUES ('email', ${outsideContact}, 0), ('phone', '030 1', 1)) AS c (kind, value, position)
    WHERE account.id = ${made.accountId}`;
  return made;
}

/** Releases a notice as it is composed; returns its id. */
export async function releaseComposed(
  db: TestDatabase,
  { caseId, agentId }: Pick<MeasureCase, 'caseId' | 'agentId'>,
  at: Date,
  { kind = 'mailbox-locked', remark = null }: { kind?: NoticeKind; remark?: string | null } = {},
): Promise<number> {
  const voice = { language: 'de', tone: 'sie' } as const;
  const composed = await composeNotice(db.sql, { caseId, kind, voice, to: null, remark, upTo: null }, at);
  if (composed === null) throw new Error(`no case ${caseId}`);
  const { request, digest } = composed;
  const version = await versionOf(db, caseId);
  const released = await releaseNotice({ caseId, version, userId: agentId, request, digest }, at);
  if (!released.ok || released.data.noticeId === null) throw new Error(JSON.stringify(released));
  return released.data.noticeId;
}

const taken: SendOutcome = { kind: 'accepted', response: '250 2.0.0 taken' };

/** Sends what is due eleven seconds after `at`; returns the mails. */
export async function sendOut(
  at: Date,
  outcome: SendOutcome = taken,
): Promise<{ to: string; mime: string }[]> {
  const mails: { to: string; mime: string }[] = [];
  const now = () => new Date(at.getTime() + 11_000);
  while (
    await sendDueNotice({
      now,
      send: ({ to, mime }) => {
        mails.push({ to, mime: mime.toString() });
        return Promise.resolve(outcome);
      },
    })
  );
  return mails;
}
