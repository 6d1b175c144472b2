'use server';
// Actions of the screen "After the notice"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { changeNoticeSettings } from '@/lib/desk/change-notice-settings';
import { refusedField } from '@/lib/desk/outcome';
import { readScheduleForm } from './read-schedule-form';

const namespace = 'followUp';
const role = 'admin';
const switchedOn = z
  .enum(['on', ''], 'invalid')
  .default('')
  .transform((value) => value === 'on');

export async function saveScheduleAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace,
      role,
      schema: z.record(z.string(), z.string('invalid')),
      perform: async (fields, admin) => {
        const read = readScheduleForm(fields);
        if (!read.ok) return refusedField(read.field, read.code);
        const setting = { kind: 'schedule', value: read.schedule } as const;
        return changeNoticeSettings({ kind: 'setting', setting }, admin);
      },
    },
    form,
  );
}

export async function savePageAction(_: FormState<null>, form: FormData) {
  const origin = z
    .string()
    .trim()
    .max(300, 'too-long')
    .transform((text) => text.replace(/\/+$/, ''))
    .refine(
      (text) =>
        text === '' || (text.startsWith('https://') && URL.canParse(text) && new URL(text).origin === text),
      'not-an-origin',
    );
  const schema = z.object({ isEnabled: switchedOn, origin });
  return runAction(
    {
      namespace,
      role,
      schema,
      perform: (value, admin) =>
        changeNoticeSettings({ kind: 'setting', setting: { kind: 'page', value } }, admin),
    },
    form,
  );
}

export async function saveResellerCopyAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ isEnabled: switchedOn });
  return runAction(
    {
      namespace,
      role,
      schema,
      perform: ({ isEnabled: value }, admin) =>
        changeNoticeSettings({ kind: 'setting', setting: { kind: 'resellerCopy', value } }, admin),
    },
    form,
  );
}

const getsCopy = { always: true, never: false, default: null } as const;

export async function changeResellerAction(_: FormState<null>, form: FormData) {
  const schema = z.object({
    number: z.string().trim().min(1, 'required').max(100, 'too-long'),
    copy: z.enum(['always', 'never', 'default'], 'invalid').transform((value) => getsCopy[value]),
  });
  return runAction(
    {
      namespace,
      role,
      schema,
      perform: async ({ number, copy }, admin) => {
        const changed = await changeNoticeSettings({ kind: 'reseller', number, getsCopy: copy }, admin);
        return changed.ok ? changed : refusedField('number', 'no-reseller');
      },
    },
    form,
  );
}
