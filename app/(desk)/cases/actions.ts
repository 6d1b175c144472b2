'use server';
// Actions of the case list: take the marked cases.

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { casePageSize } from '@/lib/cases/queries';
import { done } from '@/lib/desk/outcome';
import { takeCases } from '@/lib/desk/take-cases';

const marked = z
  .string('invalid')
  .regex(/^[1-9]\d{0,8}:[1-9]\d{0,8}$/, 'invalid')
  .transform((text) => {
    const [caseId, version] = text.split(':').map(Number) as [number, number];
    return { caseId, version };
  });

const schema = z.object({
  case: z.union([marked.transform((one) => [one]), z.array(marked).max(casePageSize, 'too-many')], 'invalid'),
});

export async function takeCasesAction(_: FormState<{ text: string }>, form: FormData) {
  const t = await getTranslations('cases');
  return runAction(
    {
      namespace: 'cases',
      schema,
      perform: async (input, user) => {
        const { taken: count, refused } = await takeCases(input.case, user.id);
        return done({ text: t('taken', { count, refused }) });
      },
    },
    form,
  );
}
