'use server';
// Actions of the lists that are asked and of what is looked up; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { blockListForm, scopeForm } from '@/lib/block-lists/form';
import { removeBlockList } from '@/lib/desk/remove-block-list';
import { saveBlockList } from '@/lib/desk/save-block-list';
import { saveBlockListScope } from '@/lib/desk/save-block-list-scope';

const base = { namespace: 'blockLists', role: 'admin' } as const;
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');

export async function saveBlockListAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction({ ...base, schema: blockListForm, perform: saveBlockList }, form);
}

export async function removeBlockListAction(_: FormState<{ name: string }>, form: FormData) {
  return runAction(
    { ...base, schema: z.object({ id }), leadTo: '/block-lists/lists', perform: removeBlockList },
    form,
  );
}

export async function saveBlockListScopeAction(_: FormState<{ extra: number }>, form: FormData) {
  return runAction({ ...base, schema: scopeForm, perform: saveBlockListScope }, form);
}
