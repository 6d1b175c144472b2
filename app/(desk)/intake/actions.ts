'use server';
// Actions of intake: read one mail again, or all of a filter; say whether a mail is a complaint.

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { judgeCandidate } from '@/lib/desk/judge-candidate';
import { done } from '@/lib/desk/outcome';
import { replayMessages } from '@/lib/desk/replay-messages';
import { setAccountByHand } from '@/lib/desk/set-account-by-hand';
import { accountReasonChars } from '@/lib/reports/limits';

type Replayed = FormState<{ count: number }>;

const namespace = 'intake';
const number = z.coerce.number('invalid').int('invalid').positive('invalid');

export async function replayMailAction(_: Replayed, form: FormData) {
  const schema = z.object({ id: number.max(Number.MAX_SAFE_INTEGER, 'invalid') });
  return runAction(
    { namespace, schema, perform: ({ id }, user) => replayMessages({ ids: [id] }, user.id) },
    form,
  );
}

export async function replayFilterAction(_: Replayed, form: FormData) {
  const schema = z.object({
    state: z.enum(['not_recognised', 'quarantined'], 'invalid'),
    mailbox: number
      .max(2_147_483_647, 'invalid')
      .nullish()
      .transform((id) => id ?? null),
  });
  return runAction(
    { namespace, schema, perform: (filter, user) => replayMessages({ filter }, user.id) },
    form,
  );
}

const verdict = z.object({
  id: number.max(Number.MAX_SAFE_INTEGER, 'invalid'),
  verdict: z.enum(['complaint', 'no-complaint'], 'invalid'),
  accountLogin: z
    .string('invalid')
    .trim()
    .max(254, 'too-long')
    .optional()
    .transform((login) => (login ? login : null)),
  /** For the sentence that says what was done. */
  subject: z.string('invalid').transform((text) => shortened(text)),
});

export async function judgeCandidateAction(_: FormState<{ text: string }>, form: FormData) {
  const t = await getTranslations('intake.judged');
  return runAction(
    {
      namespace,
      schema: verdict,
      perform: async (input, user) => {
        const outcome = await judgeCandidate(
          { mailId: input.id, verdict: input.verdict, accountLogin: input.accountLogin },
          user,
        );
        if (!outcome.ok) return outcome;
        const mail = input.subject === '' ? t('thisMail') : t('quoted', { subject: input.subject });
        const { accountLogin: login } = outcome.data;
        if (outcome.data.verdict === 'no-complaint') return done({ text: t('noComplaint', { mail }) });
        return done({ text: login === null ? t('complaint', { mail }) : t('complaintOf', { mail, login }) });
      },
    },
    form,
  );
}

const accountWord = z
  .object({
    reportId: number.max(Number.MAX_SAFE_INTEGER, 'invalid'),
    act: z.enum(['set', 'take-back'], 'invalid'),
    accountLogin: z.string('invalid').trim().max(254, 'too-long'),
    reason: z.string('invalid').trim().min(1, 'required').max(accountReasonChars, 'too-long'),
  })
  .refine(({ act, accountLogin }) => act === 'take-back' || accountLogin !== '', {
    error: 'required',
    path: ['accountLogin'],
  });

export async function setAccountAction(_: FormState<{ text: string }>, form: FormData) {
  const t = await getTranslations('intake.correction');
  return runAction(
    {
      namespace,
      schema: accountWord,
      perform: async ({ reportId, act, accountLogin, reason }, user) => {
        const outcome = await setAccountByHand(
          { reportId, accountLogin: act === 'set' ? accountLogin : null, reason },
          user,
        );
        return outcome.ok ? done({ text: t('done') }) : outcome;
      },
    },
    form,
  );
}

function shortened(text: string): string {
  const chars = [...text.trim()];
  return chars.length > 60 ? `${chars.slice(0, 59).join('')}…` : chars.join('');
}
