'use server';
// Actions of the screen "Playbooks"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import {
  accountKinds,
  playbookNotices,
  recheckMaxHours,
  type PlaybookBody,
  type PlaybookStep,
} from '@/lib/containment/playbook';
import { orderedMeasures } from '@/lib/containment/types';
import { restorePlaybook, savePlaybook } from '@/lib/desk/save-playbook';
import { stageCodes } from '@/lib/scoring/stages';

/** A playbook acts on accounts: whoever changes one shows the second factor, where there is one. */
const acting = { namespace: 'playbooks', role: 'admin', factor: 'if-set-up' } as const;
const needed = (max: number) => z.string('required').trim().min(1, 'required').max(max, 'too-long');
const id = z.coerce.number('invalid').int('invalid').min(0, 'invalid').max(2_147_483_647, 'invalid');
const key = z.string('invalid').regex(/^[a-z0-9-]{1,60}$/, 'invalid');
/** A field may come once, several times, or not at all. */
const several = <T extends string>(words: readonly T[]) =>
  z.union([z.enum(words).transform((one) => [one]), z.array(z.enum(words))], 'invalid').default([]);
const hours = z.union([
  z.literal('').transform(() => null),
  z.coerce.number('hours-range').int('hours-range').min(1, 'hours-range').max(recheckMaxHours, 'hours-range'),
]);

const form = z
  .object({
    key: z.union([z.literal('').transform(() => null), key]),
    baseId: id,
    nameDe: needed(80),
    nameEn: needed(80),
    accounts: several(accountKinds),
    fromStage: z.union([z.literal('').transform(() => null), z.enum(stageCodes)], 'invalid'),
    measure: several(orderedMeasures),
    recipientsPerHour: z.coerce
      .number('rate-range')
      .int('rate-range')
      .min(0, 'rate-range')
      .max(100_000, 'rate-range'),
    notice: z.union([z.literal('').transform(() => null), z.enum(playbookNotices)], 'invalid'),
    recheck: hours,
    isOffered: z.literal('on').optional(),
    note: needed(500),
  })
  .superRefine(({ accounts, measure, notice, recheck }, { addIssue }) => {
    if (accounts.length === 0) addIssue({ code: 'custom', path: ['accounts'], message: 'accounts-needed' });
    if (measure.length === 0 && notice === null && recheck === null)
      addIssue({ code: 'custom', path: ['measure'], message: 'steps-needed' });
  });

/** In the order in which measures make sense, then the notice, then the recheck. */
function bodyOf(input: z.output<typeof form>): PlaybookBody {
  const measures = orderedMeasures
    .filter((measure) => input.measure.includes(measure))
    .map((measure): PlaybookStep => {
      const { recipientsPerHour } = input;
      return measure === 'throttle'
        ? { kind: 'measure', measure, recipientsPerHour }
        : { kind: 'measure', measure };
    });
  const { accounts, fromStage, isOffered, notice, recheck } = input;
  return {
    accounts,
    fromStage,
    isOffered: isOffered === 'on',
    steps: [
      ...measures,
      ...(notice === null ? [] : [{ kind: 'notice' as const, notice }]),
      ...(recheck === null ? [] : [{ kind: 'recheck' as const, hours: recheck }]),
    ],
  };
}

export async function savePlaybookAction(_: FormState<{ key: string }>, data: FormData) {
  return runAction(
    {
      ...acting,
      // The page shows another version by then, in another form.
      leadTo: '/playbooks',
      schema: form,
      perform: (input, admin) => {
        const { key: named, baseId, nameDe, nameEn, note } = input;
        return savePlaybook({ key: named, baseId, nameDe, nameEn, note, body: bodyOf(input) }, admin);
      },
    },
    data,
  );
}

export async function restorePlaybookAction(_: FormState<{ key: string }>, data: FormData) {
  const schema = z.object({ key, baseId: id, versionId: id, note: needed(500) });
  return runAction({ ...acting, schema, perform: (input, admin) => restorePlaybook(input, admin) }, data);
}
