'use server';
// Actions about text blocks for answers; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { done, refused } from '@/lib/desk/outcome';
import { previewAnswerBlock } from '@/lib/desk/preview-answer-block';
import { saveAnswerBlock } from '@/lib/desk/save-answer-block';
import { blockKeyPattern } from '@/lib/notices/answer-blocks';
import { noticeVoices, type NoticeText } from '@/lib/notices/types';

const namespace = 'notices';
const role = 'admin';

const block = {
  /** Empty: a new one. */
  key: z.union([z.literal(''), z.string().regex(blockKeyPattern, 'invalid')]).transform((key) => key || null),
  voice: z
    .string()
    .transform((text) => noticeVoices.find(({ language, tone }) => `${language}-${tone}` === text) ?? null),
  baseId: z.coerce.number('invalid').int('invalid').min(0, 'invalid'),
  subject: z.string().trim().min(1, 'required').max(100, 'too-long'),
};
const text = z
  .string()
  .trim()
  .max(10_000, 'too-long')
  .transform((written) => written.replaceAll('\r\n', '\n'));

const writing = z.object({
  ...block,
  body: text.pipe(z.string().min(1, 'required')),
  caseNumber: z.string().trim().max(20, 'too-long').default(''),
  intent: z.enum(['preview', 'save'], 'invalid'),
});

export type BlockDrafted = { kind: 'preview'; text: NoticeText } | { kind: 'saved' };

/** Shows the block with a case's data, or saves it as the next version. */
export async function blockAction(_: FormState<BlockDrafted>, form: FormData) {
  return runAction(
    {
      namespace,
      role,
      schema: writing,
      perform: async ({ intent, caseNumber, voice, ...rest }, admin) => {
        if (voice === null) return refused('invalid');
        if (intent === 'preview') {
          const { subject, body } = rest;
          const shown = await previewAnswerBlock({ voice, caseNumber, subject, body });
          return shown.ok ? done<BlockDrafted>({ kind: 'preview', text: shown.data }) : shown;
        }
        const saved = await saveAnswerBlock({ ...rest, voice }, admin);
        return saved.ok ? done<BlockDrafted>({ kind: 'saved' }) : saved;
      },
    },
    form,
  );
}

/** Takes a block out of use: its next version has no text. */
export async function removeBlockAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction(
    {
      namespace,
      role,
      schema: z.object(block),
      perform: async ({ voice, ...rest }, admin) =>
        voice === null || rest.key === null
          ? refused('invalid')
          : saveAnswerBlock({ ...rest, voice, body: '' }, admin),
    },
    form,
  );
}
