// Use case: an administrator has looked at what a stopped connector was ordered to do, and lets it go on; its count begins
// anew.

import { lockConnector } from '@/lib/containment/connector-settings-store';
import { goOn } from '@/lib/containment/store';
import { sql } from '@/lib/db/sql';
import { done, refused, type Outcome } from './outcome';

/** Expected errors: `not-found`. One that is not stopped stays as it is. */
export function goOnConnector({ id }: { id: number }, admin: { id: number }): Promise<Outcome<null>> {
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    if (!(await lockConnector(tx, id))) return refused('not-found');
    if (await goOn(tx, id, new Date())) {
      await tx`SELECT append_audit(${admin.id}, 'connector-let-go-on', ${`connector:${id}`}, '{}'::jsonb)`;
      await tx`SELECT pg_notify('measure', '')`;
    }
    return done(null);
  }) as Promise<Outcome<null>>;
}
