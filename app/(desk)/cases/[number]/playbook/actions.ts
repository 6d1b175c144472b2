'use server';
// Actions of playbooks on a case: set one going, see to what it left open, look at what the desk did by itself.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { noteMaxChars } from '@/lib/desk/add-note';
import { runPlaybook, type StartedRun } from '@/lib/desk/run-playbook';
import { seeAutomaticMeasure } from '@/lib/desk/see-automatic-measure';
import { settlePlaybookStep } from '@/lib/desk/settle-playbook-step';
import { noticeVoices, type NoticeVoice } from '@/lib/notices/types';

const namespace = 'playbooks';
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
/** Runs are counted further than cases. */
const longId = z.coerce
  .number('invalid')
  .int('invalid')
  .positive('invalid')
  .max(Number.MAX_SAFE_INTEGER, 'invalid');
const target = { caseId: id, version: id };
const note = z
  .string('invalid')
  .trim()
  .max(noteMaxChars, 'too-long')
  .default('')
  .transform((text) => (text === '' ? null : text));

const voice = z.string().transform((text, { addIssue }): NoticeVoice => {
  const found = noticeVoices.find(({ language, tone }) => `${language}-${tone}` === text);
  if (found !== undefined) return found;
  addIssue({ code: 'custom', message: 'invalid' });
  return z.NEVER;
});

const run = z.object({
  ...target,
  playbookId: id,
  digest: z.string().max(40, 'invalid'),
  overrideReason: note,
  voice,
  to: z
    .string()
    .max(320, 'invalid')
    .default('')
    .transform((text) => text || null),
  upTo: z.coerce.number('invalid').int('invalid').min(0, 'invalid'),
});

/** What reaches a customer's account asks for the second factor. */
export async function runPlaybookAction(_: FormState<StartedRun>, form: FormData) {
  return runAction(
    {
      namespace,
      factor: 'required',
      schema: run,
      perform: ({ voice: chosenVoice, to, upTo, ...rest }, { id: userId }) =>
        runPlaybook({ ...rest, userId, chosen: { voice: chosenVoice, to, upTo } }),
    },
    form,
  );
}

export async function settleStepAction(_: FormState<null>, form: FormData) {
  const schema = z.object({
    ...target,
    runId: longId,
    position: z.coerce.number('invalid').int('invalid').min(0, 'invalid').max(100, 'invalid'),
    note,
  });
  return runAction(
    {
      namespace,
      schema,
      perform: (input, { id: userId }) => settlePlaybookStep({ ...input, userId }),
    },
    form,
  );
}

export async function seeAutomaticAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ ...target, automaticId: longId, note });
  return runAction(
    {
      namespace,
      schema,
      perform: (input, { id: userId }) => seeAutomaticMeasure({ ...input, userId }),
    },
    form,
  );
}
