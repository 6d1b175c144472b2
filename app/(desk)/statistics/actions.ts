'use server';
// The one action of the statistics: figures per person, on or off; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { switchAgentFigures } from '@/lib/desk/switch-agent-figures';

const change = z.object({
  to: z.enum(['on', 'off'], 'invalid').transform((word) => word === 'on'),
  // A browser leaves out a box that is not ticked.
  agreed: z
    .literal('on')
    .optional()
    .transform((value) => value === 'on'),
});

export async function switchAgentFiguresAction(_: FormState<null>, form: FormData) {
  return runAction(
    {
      namespace: 'statistics',
      role: 'admin',
      factor: 'if-set-up',
      schema: change,
      perform: ({ to, agreed }, user) => switchAgentFigures({ isOn: to, isAgreed: agreed }, user),
    },
    form,
  );
}
