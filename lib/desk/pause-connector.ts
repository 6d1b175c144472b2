// Use case: an administrator pauses a connector or lets it act again. Orders wait meanwhile, releases too; what is in
// force stays as it is.

import { lockConnector, setActive } from '@/lib/containment/connector-settings-store';
import { sql } from '@/lib/db/sql';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`. A connector that is already so stays so. */
export function pauseConnector(
  { id, paused }: { id: number; paused: boolean },
  admin: { id: number },
): Promise<Outcome<{ paused: boolean }>> {
  return sql().begin(async (tx): Promise<Outcome<{ paused: boolean }>> => {
    if (!(await lockConnector(tx, id))) return refused('not-found');
    if (await setActive(tx, id, !paused)) {
      const action = paused ? 'connector-paused' : 'connector-resumed';
      await tx`SELECT append_audit(${admin.id}, ${action}, ${`connector:${id}`}, '{}'::jsonb)`;
    }
    return done({ paused });
  }) as Promise<Outcome<{ paused: boolean }>>;
}
