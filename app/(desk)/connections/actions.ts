'use server';
// Actions of the screen "Connections"; administrators only.

import { z } from 'zod';
import type { FormState } from '@/app/form-state';
import { runAction } from '@/app/run-action';
import { connectionKinds } from '@/lib/connections/types';
import { readConnections, type ConnectionReading } from '@/lib/desk/read-connections';
import { addConnectionSource, removeConnectionSource } from '@/lib/desk/save-connection-source';

const base = { namespace: 'connections', role: 'admin' } as const;
const text = (max: number) => z.string().trim().max(max, 'too-long').default('');
const needed = (max: number) => text(max).refine((value) => value !== '', 'required');
const id = z.coerce.number('invalid').int('invalid').positive('invalid').max(2_147_483_647, 'invalid');

const source = z.object({
  name: needed(200),
  kind: z.enum(connectionKinds, 'invalid'),
  path: text(1_000),
  timeZone: needed(64),
});

export async function addConnectionsAction(_: FormState<{ id: number }>, form: FormData) {
  return runAction({ ...base, schema: source, perform: addConnectionSource }, form);
}

const one = z.object({ id });

export async function readConnectionsAction(
  _: FormState<ConnectionReading>,
  form: FormData,
): Promise<FormState<ConnectionReading>> {
  return runAction(
    { ...base, schema: one, perform: ({ id: sourceId }, admin) => readConnections(sourceId, admin) },
    form,
  );
}

export async function removeConnectionsAction(_: FormState<{ name: string }>, form: FormData) {
  const perform = (
    { id: sourceId }: z.output<typeof one>,
    admin: Parameters<typeof removeConnectionSource>[1],
  ) => removeConnectionSource(sourceId, admin);
  return runAction({ ...base, schema: one, leadTo: '/connections', perform }, form);
}
