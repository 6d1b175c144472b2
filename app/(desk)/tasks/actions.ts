'use server';
// Actions of tasks: one is done.

import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { finishTask } from '@/lib/desk/finish-task';
import { done } from '@/lib/desk/outcome';
import { taskKinds } from '@/lib/tasks/types';

const schema = z.object({
  id: z.coerce.number('invalid').int('invalid').positive('invalid').max(Number.MAX_SAFE_INTEGER, 'invalid'),
  note: z
    .string('invalid')
    .trim()
    .max(500, 'too-long')
    .optional()
    .transform((text) => (text ? text : null)),
  kind: z.enum(taskKinds, 'invalid'),
});

export async function finishTaskAction(_: FormState<{ text: string }>, form: FormData) {
  const t = await getTranslations('tasks');
  return runAction(
    {
      namespace: 'tasks',
      schema,
      perform: async ({ id, note, kind }, user) => {
        const outcome = await finishTask({ taskId: id, note }, user);
        return outcome.ok ? done({ text: t('finished', { kind: t(`kinds.${kind}`) }) }) : outcome;
      },
    },
    form,
  );
}
