'use server';
// Actions of "My account": everybody for themselves.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { endSessions } from '@/lib/desk/end-sessions';
import { saveOwnSettings } from '@/lib/desk/save-own-settings';
import { saveWeeklyReport } from '@/lib/desk/save-weekly-report';
import { LOCALES } from '@/lib/i18n/locales';

const settings = z.object({
  name: z.string().trim().min(1, 'required').max(100, 'too-long'),
  locale: z.union([z.literal('').transform(() => null), z.enum(LOCALES, 'invalid')]),
  theme: z.enum(['system', 'light', 'dark'], 'invalid'),
  // A browser leaves out a box that is not ticked.
  singleKeys: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
});

export async function saveOwnSettingsAction(_: FormState<null>, form: FormData) {
  return runAction({ namespace: 'me', role: 'support', schema: settings, perform: saveOwnSettings }, form);
}

export async function endOwnSessionsAction(_: FormState<{ ended: number }>, form: FormData) {
  return runAction(
    {
      namespace: 'me',
      role: 'support',
      schema: z.object({ sessionId: z.string().min(1).max(100).optional() }),
      perform: ({ sessionId }, user) =>
        endSessions(sessionId === undefined ? { whose: 'own-others' } : { whose: 'own', sessionId }, user),
    },
    form,
  );
}

const weeklyReport = z.object({
  to: z
    .string()
    .trim()
    .max(254, 'too-long')
    .transform((text) => text || null)
    .pipe(z.email('not-an-address').nullable()),
});

export async function saveWeeklyReportAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'me',
      role: 'agent',
      schema: weeklyReport,
      perform: ({ to }, user) => saveWeeklyReport(to, user),
    },
    form,
  );
}
