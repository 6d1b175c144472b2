'use server';
// What agents do on a suppression list: take an entry off it.

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { done } from '@/lib/desk/outcome';
import { removeSuppression } from '@/lib/desk/remove-suppression';
import { removalReasonChars } from '@/lib/suppression/limits';

const id = (most: number) =>
  z.coerce.number('invalid').int('invalid').positive('invalid').max(most, 'invalid');

const removal = z.object({
  customerId: id(2_147_483_647),
  entryId: id(Number.MAX_SAFE_INTEGER),
  reason: z.string().trim().min(1, 'required').max(removalReasonChars, 'too-long'),
});

export async function removeEntryAction(_: FormState<{ text: string }>, form: FormData) {
  const t = await getTranslations('suppression.entries');
  return runAction(
    {
      namespace: 'suppression',
      schema: removal,
      perform: async (input, user) => {
        const outcome = await removeSuppression(input, user);
        return outcome.ok ? done({ text: t('removed') }) : outcome;
      },
    },
    form,
  );
}
