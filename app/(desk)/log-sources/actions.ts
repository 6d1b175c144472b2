'use server';
// Actions of the screen "Mail logs"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { done, type Outcome } from '@/lib/desk/outcome';
import { pauseLogSource } from '@/lib/desk/pause-log-source';
import { saveLogSource } from '@/lib/desk/save-log-source';
import { testLogSource, type LogTest } from '@/lib/desk/test-log-source';
import { logFormats } from '@/lib/maillog/types';

const base = { namespace: 'logSources', role: 'admin' } as const;
const text = (max: number) => z.string().trim().max(max, 'too-long').default('');
const needed = (max: number) => text(max).refine((value) => value !== '', 'required');
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');

const source = z.object({
  intent: z.enum(['save', 'test']),
  id: z.union([z.literal('').transform(() => null), id]),
  version: z.string().max(40),
  name: needed(200),
  path: needed(1_000),
  host: text(253).transform((value) => value.toLowerCase()),
  format: z.enum(['auto', ...logFormats], 'invalid'),
  timeZone: needed(64),
  syslogName: text(48).transform((value) => value || 'postfix'),
});

export type LogSourceAnswer = { savedId: number } | { tested: LogTest };

/** One form, two buttons: try the settings, or save them. */
export async function logSourceAction(
  _: FormState<LogSourceAnswer>,
  form: FormData,
): Promise<FormState<LogSourceAnswer>> {
  return runAction(
    {
      ...base,
      schema: source,
      perform: async (
        { intent, id: sourceId, version, ...settings },
        admin,
      ): Promise<Outcome<LogSourceAnswer>> => {
        if (intent === 'test') {
          const tested = await testLogSource(settings);
          return tested.ok ? done({ tested: tested.data }) : tested;
        }
        const saved = await saveLogSource({ id: sourceId, version: version || null, settings }, admin);
        return saved.ok ? done({ savedId: saved.data.id }) : saved;
      },
    },
    form,
  );
}

const pausing = z.object({ id, paused: z.enum(['yes', 'no']).transform((value) => value === 'yes') });

export async function pauseLogSourceAction(_: FormState<{ paused: boolean }>, form: FormData) {
  return runAction({ ...base, schema: pausing, perform: pauseLogSource }, form);
}
