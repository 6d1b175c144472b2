'use server';
// Action of the screen "Policy"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { choicesOf } from '@/lib/policies/policy-fields';
import { succeedPolicy } from '@/lib/desk/succeed-policy';

const NUMBER = /^\d{1,6}([.,]\d{1,6})?$/;

// Lines are fields named `line:ageSteps.0.factor`. Numbers may have a comma; stages are codes. What is neither is
// reported at its own line.
const policyForm = z
  .object({
    baseId: z.coerce.number('invalid').int('invalid').min(0, 'invalid'),
    note: z.string().trim().min(1, 'required').max(500, 'too-long'),
  })
  .loose()
  .transform(({ baseId, note, ...rest }, context) => {
    const lines = new Map<string, string | number>();
    for (const [name, value] of Object.entries(rest)) {
      if (!name.startsWith('line:') || typeof value !== 'string') continue;
      const text = value.trim();
      const isWord = choicesOf(name) !== null;
      if (!isWord && !NUMBER.test(text))
        context.addIssue({ code: 'custom', path: [name], message: 'not-a-number' });
      else lines.set(name.slice('line:'.length), isWord ? text : Number(text.replace(',', '.')));
    }
    return { baseId, note, lines };
  });

export async function succeedPolicyAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction(
    {
      namespace: 'policy',
      role: 'admin',
      schema: policyForm,
      perform: async (input, admin) => {
        const outcome = await succeedPolicy(input, admin);
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
