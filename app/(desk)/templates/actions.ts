'use server';
// Actions of the screen "Templates"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { changeNoticeSettings } from '@/lib/desk/change-notice-settings';
import { done, refused } from '@/lib/desk/outcome';
import { previewDraft } from '@/lib/desk/preview-notice';
import { saveNoticeTemplate } from '@/lib/desk/save-notice-template';
import { sendTestNotice } from '@/lib/desk/send-test-notice';
import { noticeKinds, noticeLanguages, noticeVoices, type NoticeText } from '@/lib/notices/types';

const namespace = 'notices';
const role = 'admin';
const id = z.coerce.number('invalid').int('invalid').positive('invalid');
const line = (max: number) => z.string().trim().max(max, 'too-long').default('');
const needed = (max: number) => z.string().trim().min(1, 'required').max(max, 'too-long');
const webAddress = z
  .string()
  .trim()
  .max(500, 'too-long')
  .refine(
    (text) => URL.canParse(text) && new URL(text).protocol === 'https:' && !/\s/.test(text),
    'not-a-url',
  );

const place = {
  kind: z.enum(noticeKinds, 'invalid'),
  voice: z
    .string()
    .transform((text) => noticeVoices.find(({ language, tone }) => `${language}-${tone}` === text) ?? null),
  caseNumber: line(20),
};

const draft = z.object({
  ...place,
  baseId: z.coerce.number('invalid').int('invalid').min(0, 'invalid'),
  subject: needed(300),
  body: needed(20_000).transform((text) => text.replaceAll('\r\n', '\n')),
  intent: z.enum(['preview', 'save'], 'invalid'),
});

export type Drafted = { kind: 'preview'; text: NoticeText } | { kind: 'saved' };

/** Shows the text with a case's data, or saves it as the next version. */
export async function templateAction(_: FormState<Drafted>, form: FormData) {
  return runAction(
    {
      namespace,
      role,
      schema: draft,
      perform: async ({ intent, voice, caseNumber, kind, baseId, subject, body }, admin) => {
        if (voice === null) return refused('invalid');
        if (intent === 'preview') {
          const shown = await previewDraft({ kind, voice, caseNumber, subject, body });
          return shown.ok ? done<Drafted>({ kind: 'preview', text: shown.data }) : shown;
        }
        const saved = await saveNoticeTemplate({ kind, voice, baseId, subject, body }, admin);
        return saved.ok ? done<Drafted>({ kind: 'saved' }) : saved;
      },
    },
    form,
  );
}

export async function testMailAction(_: FormState<{ response: string | null }>, form: FormData) {
  const schema = z.object({ ...place, to: z.string().trim().max(320).pipe(z.email('not-an-address')) });
  return runAction(
    {
      namespace,
      role,
      schema,
      perform: async ({ voice, ...rest }, admin) =>
        voice === null ? refused('invalid') : sendTestNotice({ ...rest, voice }, admin),
    },
    form,
  );
}

export async function saveSenderAction(_: FormState<null>, form: FormData) {
  const schema = z.object({
    provider: line(100),
    phone: line(60),
    hours: line(100),
    objection: line(300),
    privacyUrl: z.union([z.literal(''), webAddress]),
  });
  return runAction(
    {
      namespace,
      role,
      schema,
      perform: (details, admin) => changeNoticeSettings({ kind: 'sender', details }, admin),
    },
    form,
  );
}

export async function addLinkAction(_: FormState<null>, form: FormData) {
  const schema = z.object({
    language: z.enum(noticeLanguages, 'invalid'),
    title: needed(120),
    url: webAddress,
  });
  return runAction(
    {
      namespace,
      role,
      schema,
      perform: (link, admin) => changeNoticeSettings({ kind: 'add-link', link }, admin),
    },
    form,
  );
}

export async function changeLinkAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ id, change: z.enum(['check-link', 'remove-link'], 'invalid') });
  return runAction(
    {
      namespace,
      role,
      schema,
      perform: ({ id: linkId, change }, admin) => changeNoticeSettings({ kind: change, id: linkId }, admin),
    },
    form,
  );
}
