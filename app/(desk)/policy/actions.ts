'use server';
// Actions of the screens of the policy; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { declareBulkSender } from '@/lib/desk/declare-bulk-sender';
import { discardDraft } from '@/lib/desk/discard-draft';
import { draftFromVersion, draftPolicy } from '@/lib/desk/draft-policy';
import { enactPolicy } from '@/lib/desk/enact-policy';
import { endTrial } from '@/lib/desk/end-trial';
import { requestReplay } from '@/lib/desk/request-replay';
import { choicesOf } from '@/lib/policies/policy-fields';

const NUMBER = /^\d{1,6}([.,]\d{1,6})?$/;

const version = z.coerce.number('invalid').int('invalid').min(0, 'invalid');
const reason = z.string().trim().min(1, 'required').max(500, 'too-long');
const plan = { namespace: 'policy', role: 'admin' } as const;

// Lines are fields named `line:ageSteps.0.factor`. Numbers may have a comma; words are one of their choices. What is
// neither is reported at its own line.
const draftForm = z
  .object({ version, note: reason })
  .loose()
  .transform(({ version: seen, note, ...rest }, context) => {
    const lines = new Map<string, string | number>();
    for (const [name, value] of Object.entries(rest)) {
      if (!name.startsWith('line:') || typeof value !== 'string') continue;
      const text = value.trim();
      const isWord = choicesOf(name) !== null;
      if (!isWord && !NUMBER.test(text))
        context.addIssue({ code: 'custom', path: [name], message: 'not-a-number' });
      else lines.set(name.slice('line:'.length), isWord ? text : Number(text.replace(',', '.')));
    }
    return { version: seen, note, lines };
  });

export async function draftPolicyAction(_: FormState<{ id: number; version: number }>, form: FormData) {
  return runAction(
    {
      ...plan,
      schema: draftForm,
      perform: async (input, admin) => {
        const outcome = await draftPolicy(input, admin);
        if (outcome.ok || !outcome.fields) return outcome;
        const fields = Object.entries(outcome.fields).map(([name, code]) => [
          name === 'note' ? name : `line:${name}`,
          code,
        ]);
        return { ...outcome, fields: Object.fromEntries(fields) as Record<string, string> };
      },
    },
    form,
  );
}

export async function restoreVersionAction(_: FormState<{ id: number; version: number }>, form: FormData) {
  const schema = z.object({ policyId: version, note: reason });
  return runAction({ ...plan, schema, leadTo: '/policy/draft', perform: draftFromVersion }, form);
}

export async function discardDraftAction(_: FormState<{ id: number }>, form: FormData) {
  const schema = z.object({ version });
  return runAction({ ...plan, schema, leadTo: '/policy', perform: discardDraft }, form);
}

export async function requestReplayAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction({ ...plan, schema: z.object({ version }), perform: requestReplay }, form);
}

export async function enactPolicyAction(_: FormState<{ id: number }>, form: FormData) {
  const perform = (input: { version: number }, admin: { id: number }) => enactPolicy(input, admin);
  return runAction({ ...plan, schema: z.object({ version }), leadTo: '/policy', perform }, form);
}

export async function endTrialAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction({ ...plan, schema: z.object({ trialId: version }), perform: endTrial }, form);
}

export async function declareBulkSenderAction(_: FormState<{ customerId: number }>, form: FormData) {
  const customerNumber = z.string().trim().min(1, 'required').max(100, 'too-long');
  const declared = z.enum(['yes', 'no']).transform((word) => word === 'yes');
  const schema = z.object({ customerNumber, declared, reason });
  return runAction({ ...plan, schema, perform: declareBulkSender }, form);
}
