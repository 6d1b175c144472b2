'use server';
// Actions of a feedback loop's page: its life, what its provider knows and has to be told, notes, credentials, outages;
// administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { coverResources } from '@/lib/desk/cover-resources';
import { saveLoopCredentials, showLoopCredentials, type Credentials } from '@/lib/desk/loop-credentials';
import { markLoopOutage } from '@/lib/desk/mark-loop-outage';
import { moveFeedbackLoop } from '@/lib/desk/move-feedback-loop';
import { noteOnLoop } from '@/lib/desk/note-on-loop';
import { removeLoopOutage } from '@/lib/desk/remove-loop-outage';
import { tellProvider } from '@/lib/desk/tell-provider';
import { LOOP_STATES, type LoopState } from '@/lib/feedback-loops/types';
import { loopId } from '../loop-schema';

const plan = { namespace: 'loops', role: 'admin' } as const;
const justId = z.object({ id: loopId });
const lines = (value: string) => value.replaceAll('\r\n', '\n');

const move = justId.extend({
  from: z.enum(LOOP_STATES, 'invalid'),
  to: z.enum(LOOP_STATES, 'invalid'),
  note: z
    .string()
    .trim()
    .max(1_000, 'too-long')
    .default('')
    .transform((value) => lines(value) || null),
});

export async function moveLoopAction(_: FormState<{ to: LoopState }>, form: FormData) {
  return runAction({ ...plan, schema: move, perform: moveFeedbackLoop }, form);
}

const values = z.string().max(400_000, 'too-long');
const cover = justId.extend({ range: values, 'dkim-domain': values });

export async function coverResourcesAction(_: FormState<{ total: number }>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: cover,
      perform: ({ id, ...kinds }, admin) => coverResources({ id, lines: kinds }, admin),
    },
    form,
  );
}

const tell = justId.extend({ upTo: z.coerce.number('invalid').int('invalid').positive('invalid') });

export async function tellProviderAction(_: FormState<{ told: number }>, form: FormData) {
  return runAction({ ...plan, schema: tell, perform: tellProvider }, form);
}

const note = justId.extend({
  text: z.string().trim().min(1, 'required').max(4_000, 'too-long').transform(lines),
});

export async function noteOnLoopAction(_: FormState<null>, form: FormData) {
  return runAction({ ...plan, schema: note, perform: noteOnLoop }, form);
}

const secret = z.string().max(500, 'too-long');
const credentials = justId.extend({ login: secret.transform((text) => text.trim()), password: secret });

export async function saveCredentialsAction(_: FormState<{ isKept: boolean }>, form: FormData) {
  return runAction({ ...plan, factor: 'required', schema: credentials, perform: saveLoopCredentials }, form);
}

export async function showCredentialsAction(_: FormState<Credentials>, form: FormData) {
  return runAction(
    {
      ...plan,
      factor: 'required',
      schema: justId,
      perform: ({ id }, admin) => showLoopCredentials(id, admin),
    },
    form,
  );
}

const day = z.iso.date('invalid');
const outage = justId.extend({ from: day, to: day });

export async function markOutageAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: outage,
      perform: ({ id, from, to }, admin) => markLoopOutage({ loopId: id, from, to }, admin),
    },
    form,
  );
}

export async function removeOutageAction(_: FormState<null>, form: FormData) {
  return runAction(
    { ...plan, schema: justId, perform: ({ id }, admin) => removeLoopOutage(id, admin) },
    form,
  );
}
