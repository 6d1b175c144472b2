'use server';
// Actions about the notices of a case: show one as it would go out, release it, take it back, say whether it arrived.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { done, refused } from '@/lib/desk/outcome';
import { previewNotice, type NoticePreview } from '@/lib/desk/preview-notice';
import { releaseNotice } from '@/lib/desk/release-notice';
import { resolveNotice } from '@/lib/desk/resolve-notice';
import { withdrawNotice } from '@/lib/desk/withdraw-notice';
import { noticeKinds, noticeVoices } from '@/lib/notices/types';

const namespace = 'notices';
const id = z.coerce.number('invalid').int('invalid').positive('invalid');
const remarkMaxChars = 4_000;

const voice = z
  .string()
  .transform((text) => noticeVoices.find(({ language, tone }) => `${language}-${tone}` === text))
  .refine((found) => found !== undefined, 'invalid');

const compose = z.object({
  caseId: id,
  version: id,
  kind: z.enum(noticeKinds, 'invalid'),
  voice,
  to: z
    .string()
    .max(320, 'invalid')
    .default('')
    .transform((text) => text || null),
  remark: z
    .string()
    .trim()
    .max(remarkMaxChars, 'too-long')
    .transform((text) => text.replaceAll('\r\n', '\n') || null),
  upTo: z.coerce.number('invalid').int('invalid').min(0, 'invalid'),
  digest: z.string().max(40),
  intent: z.enum(['preview', 'release'], 'invalid'),
});

export type Composed = { kind: 'preview'; preview: NoticePreview } | { kind: 'released' } | { kind: 'task' };

/** Shows the notice anew, or releases the one that was shown. */
export async function composeNoticeAction(_: FormState<Composed>, form: FormData) {
  return runAction(
    {
      namespace,
      schema: compose,
      // It reaches a customer.
      factor: ({ intent }) => (intent === 'release' ? 'required' : undefined),
      perform: async ({ intent, caseId, version, digest, ...rest }, { id: userId }) => {
        const { kind, to, remark } = rest;
        if (rest.voice === undefined) return refused('invalid');
        const request = { kind, to, remark, voice: rest.voice };
        if (intent === 'preview') {
          const preview = await previewNotice({ ...request, caseId, upTo: null });
          return preview === null ? refused('not-found') : done<Composed>({ kind: 'preview', preview });
        }
        const input = { caseId, version, userId, digest, request: { ...request, upTo: rest.upTo } };
        const released = await releaseNotice(input);
        if (!released.ok) return released;
        return done<Composed>({ kind: released.data.noticeId === null ? 'task' : 'released' });
      },
    },
    form,
  );
}

const one = z.object({ noticeId: id });

export async function withdrawNoticeAction(_: FormState<null>, form: FormData) {
  return runAction(
    { namespace, schema: one, perform: ({ noticeId }, { id: userId }) => withdrawNotice(noticeId, userId) },
    form,
  );
}

export async function resolveNoticeAction(_: FormState<null>, form: FormData) {
  const schema = one.extend({ verdict: z.enum(['arrived', 'send-again'], 'invalid') });
  return runAction(
    {
      namespace,
      schema,
      perform: ({ noticeId, verdict }, { id: userId }) => resolveNotice(noticeId, verdict, userId),
    },
    form,
  );
}
