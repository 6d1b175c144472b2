'use server';
// Actions of the directory of programs; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { resetProgram } from '@/lib/desk/reset-program';
import { saveProgram } from '@/lib/desk/save-program';
import { readAddresses, readDomains } from '@/lib/feedback-loops/check-identities';
import { identityLines } from '@/lib/feedback-loops/identity-lines';
import { applyWays, programKeys, programStatuses } from '@/lib/feedback-loops/programs/types';

const id = z.string().regex(/^[a-z0-9-]{0,60}$/, 'invalid');
const oneOrMore = z.union([z.array(z.string()), z.string().transform((value) => [value])]).default([]);

const entry = z.object({
  id: id.transform((value) => value || null),
  seen: z
    .string()
    .max(40)
    .transform((value) => value || null),
  name: z.string().trim().min(1, 'required').max(100, 'too-long'),
  status: z.enum(programStatuses, 'invalid'),
  keyedOn: oneOrMore.pipe(z.array(z.enum(programKeys, 'invalid')).min(1, 'key-needed')),
  way: z.enum(applyWays, 'invalid'),
  url: z
    .string()
    .trim()
    .max(500, 'too-long')
    .transform((value) => value || null)
    .pipe(z.url({ protocol: /^https?$/, error: 'not-a-url' }).nullable()),
  from: identityLines(readAddresses),
  envelopeDomains: identityLines(readDomains),
  dkimDomains: identityLines(readDomains),
  mailboxDomains: identityLines(readDomains),
  mailHosts: identityLines(readDomains),
  note: z
    .string()
    .trim()
    .max(4_000, 'too-long')
    .transform((value) => value.replaceAll('\r\n', '\n') || null),
});

export async function saveProgramAction(_: FormState<{ id: string }>, form: FormData) {
  return runAction(
    {
      namespace: 'programs',
      role: 'admin',
      schema: entry,
      perform: ({ id: programId, seen, ...body }, admin) => saveProgram({ id: programId, seen, body }, admin),
    },
    form,
  );
}

export async function resetProgramAction(_: FormState<{ isThere: boolean }>, form: FormData) {
  return runAction(
    {
      namespace: 'programs',
      role: 'admin',
      schema: z.object({ id: id.min(1, 'invalid') }),
      perform: ({ id: programId }, admin) => resetProgram(programId, admin),
    },
    form,
  );
}
