'use server';
// Actions of a case's page: the decisions, the assignment, notes.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { closeOutcomes, dismissReasons, type CaseState } from '@/lib/cases/types';
import { addNote, noteMaxChars } from '@/lib/desk/add-note';
import { assignCase } from '@/lib/desk/assign-case';
import { closeCase } from '@/lib/desk/close-case';
import { dismissCase } from '@/lib/desk/dismiss-case';
import { reopenCase } from '@/lib/desk/reopen-case';
import { startReview } from '@/lib/desk/start-review';
import { watchCase } from '@/lib/desk/watch-case';
import { endOfDay } from '@/lib/time/end-of-day';
import { env } from '@/lib/env';

type Decided = FormState<{ version: number; state: CaseState }>;

const namespace = 'case';
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const target = { caseId: id, version: id };
const note = z
  .string('invalid')
  .trim()
  .max(noteMaxChars, 'too-long')
  .transform((text) => (text === '' ? null : text));

export async function startReviewAction(_: Decided, form: FormData) {
  const schema = z.object(target);
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => startReview({ ...input, userId }) },
    form,
  );
}

export async function assignAction(_: Decided, form: FormData) {
  const assignee = z.union([z.literal('').transform(() => null), id], 'invalid');
  const schema = z.object({ ...target, assignee });
  return runAction(
    {
      namespace,
      schema,
      perform: ({ assignee: assigneeId, ...rest }, { id: userId }) =>
        assignCase({ ...rest, assigneeId, userId }),
    },
    form,
  );
}

export async function watchAction(_: Decided, form: FormData) {
  const zone = env().DEFAULT_TIME_ZONE;
  // A day, until its end where the team is.
  const until = z.iso.date('invalid').transform((day) => endOfDay(day, zone));
  const schema = z.object({ ...target, until, note });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => watchCase({ ...input, userId }) },
    form,
  );
}

export async function dismissAction(_: Decided, form: FormData) {
  const schema = z.object({ ...target, reason: z.enum(dismissReasons, 'choice-needed'), note });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => dismissCase({ ...input, userId }) },
    form,
  );
}

export async function closeAction(_: Decided, form: FormData) {
  const schema = z.object({ ...target, outcome: z.enum(closeOutcomes, 'choice-needed'), note });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => closeCase({ ...input, userId }) },
    form,
  );
}

export async function reopenAction(_: Decided, form: FormData) {
  const schema = z.object({ ...target, note });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => reopenCase({ ...input, userId }) },
    form,
  );
}

export async function addNoteAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ caseId: id, text: z.string('invalid').max(noteMaxChars, 'too-long') });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => addNote({ ...input, userId }) },
    form,
  );
}
