// The fields of an answer that is being written, as both the form and the keeping of drafts send them.

import { z } from 'zod';
import { answerMaxChars } from '@/lib/replies/types';
import { noticeVoices, type NoticeVoice } from '@/lib/notices/types';

const voices = noticeVoices.map((voice) => [`${voice.language}-${voice.tone}`, voice] as const);

export const draftFields = {
  replyId: z.coerce.number('invalid').int('invalid').positive('invalid'),
  to: z
    .string()
    .max(320, 'invalid')
    .default('')
    .transform((text) => text || null),
  voice: z.string().transform((text, context): NoticeVoice => {
    const voice = voices.find(([key]) => key === text)?.[1];
    if (voice !== undefined) return voice;
    context.issues.push({ code: 'custom', message: 'invalid', input: text });
    return z.NEVER;
  }),
  text: z
    .string()
    .max(answerMaxChars, 'too-long')
    .transform((text) => text.replaceAll('\r\n', '\n')),
  /** A box that is ticked, or not sent. */
  quotes: z
    .enum(['yes', 'no'])
    .default('no')
    .transform((value) => value === 'yes'),
};
