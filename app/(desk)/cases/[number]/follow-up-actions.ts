'use server';
// Actions about what follows a notice: stop the reminders, let them go on, take the case up, close the customer's page.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { changeReminders, reminderChanges } from '@/lib/desk/change-reminders';
import { revokeCustomerPage } from '@/lib/desk/revoke-customer-page';

const namespace = 'followUp';
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');
const target = { caseId: id };

export async function changeRemindersAction(_: FormState<null>, form: FormData) {
  const schema = z.object({ ...target, change: z.enum(reminderChanges, 'invalid') });
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => changeReminders({ ...input, userId }) },
    form,
  );
}

export async function revokePageAction(_: FormState<null>, form: FormData) {
  const schema = z.object(target);
  return runAction(
    { namespace, schema, perform: (input, { id: userId }) => revokeCustomerPage({ ...input, userId }) },
    form,
  );
}
