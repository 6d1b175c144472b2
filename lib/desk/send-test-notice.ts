// The saved text with the data of a real case, to an address of the administrator's own. It is no notice: it has no row,
// no mark that leads to the case, and says so in its subject.

import { randomUUID } from 'node:crypto';
import { sql } from '@/lib/db/sql';
import { caseIdOf } from '@/lib/notices/fact-queries';
import type { NoticeKind, NoticeVoice } from '@/lib/notices/types';
import { buildMail } from '@/lib/smtp/build-mail';
import { sendMail } from '@/lib/smtp/send-mail';
import type { SendOutcome } from '@/lib/smtp/types';
import type { SignedInUser } from '@/lib/users/types';
import { composeNotice } from './compose-notice';
import { dkimKey, noticeAddresses, smtpSettings } from './notice-settings';
import { done, refused, type Outcome } from './outcome';

export interface TestNoticeInput {
  kind: NoticeKind;
  voice: NoticeVoice;
  caseNumber: string;
  to: string;
}

/** Null: the sample provider sends nothing. Else the server's words. */
export async function sendTestNotice(
  input: TestNoticeInput,
  admin: SignedInUser,
  now = new Date(),
): Promise<Outcome<{ response: string | null }>> {
  const addresses = noticeAddresses();
  if (addresses === null) return refused('not-configured');
  const caseId = await caseIdOf(sql(), input.caseNumber);
  const composed =
    caseId === null
      ? null
      : await composeNotice(
          sql(),
          { caseId, kind: input.kind, voice: input.voice, to: null, remark: null, upTo: null },
          now,
        );
  if (composed === null) return refused('no-case');
  const settings = smtpSettings();
  if (settings === null) return done({ response: null });
  const mime = await buildMail(
    {
      from: { name: 'Abuse', address: addresses.from },
      to: input.to,
      replyTo: addresses.replyTo,
      subject: `[Test] ${composed.subject}`,
      text: composed.body,
      html: composed.html,
      messageId: `test.${randomUUID()}@${addresses.from.slice(addresses.from.lastIndexOf('@') + 1)}`,
      inReplyTo: null,
      references: [],
      date: now,
      isAutomatic: false,
      attachments: [],
    },
    dkimKey(),
  );
  const detail = { kind: input.kind, case: input.caseNumber };
  await sql()`SELECT append_audit(${admin.id}, 'notice-test-sent', ${`case:${caseId}`}, ${sql().json(detail)})`;
  return outcomeOf(await sendMail(settings, { envelopeFrom: addresses.bounceTo, to: input.to, mime }));
}

function outcomeOf({ kind, response }: SendOutcome): Outcome<{ response: string }> {
  if (kind === 'accepted') return done({ response });
  return refused(kind === 'permanent' || kind === 'temporary' ? 'smtp-refused' : 'smtp-failed', {
    values: { response },
  });
}
