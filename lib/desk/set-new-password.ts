// Use case: the account gets a new password once the cleaning is confirmed. It is made here, set through a connector, and
// answered once, to be handed over by phone or letter; nothing keeps it. That one was set is in the books before anything
// is done, as unknown: a crash in between leaves the truth, and another one can always be set.

import { randomInt } from 'node:crypto';
import { noteConnectorHealth } from '@/lib/containment/connector-store';
import { passwordFrom } from '@/lib/containment/dictated-password';
import type { ConnectorRow } from '@/lib/containment/rows';
import { ConnectorFault, type Connector } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { SealError } from '@/lib/secrets/seal';
import { withPatience } from './connector-patience';
import {
  orderNewPassword,
  settleNewPassword,
  type OrderedPassword,
  type SetNewPasswordCode,
  type SetNewPasswordInput,
} from './new-password-books';
import { openConnector } from './open-connector';
import { done, type Outcome } from './outcome';

/**
 * `set`: the password, this once. `not-set`: the old one holds. `unknown`: nobody knows which holds; another one settles
 * it. `code` says why, as a code of measures.
 */
export type NewPassword =
  | { result: 'set'; password: string; connectorKind: string; isSimulated: boolean }
  | { result: 'not-set' | 'unknown'; code: string };

export interface SetNewPasswordOptions {
  now?: () => Date;
  open?: (row: ConnectorRow) => Connector;
  patienceMs?: number;
}

/** Sets it. Expected errors come back as values and change nothing; what a connector did not do is no error. */
export async function setNewPassword(
  input: SetNewPasswordInput,
  { now = () => new Date(), open = openConnector, patienceMs }: SetNewPasswordOptions = {},
): Promise<Outcome<NewPassword, SetNewPasswordCode>> {
  const ordered = (await sql().begin((tx) => orderNewPassword(tx, input, now()))) as Outcome<
    OrderedPassword,
    SetNewPasswordCode
  >;
  if (!ordered.ok) return ordered;
  const { login, row } = ordered.data;
  const password = passwordFrom(randomInt);
  const fault = await carryOut(() => open(row), login, password, patienceMs);
  await noteConnectorHealth(sql(), row.id, fault, now());
  await sql().begin((tx) => settleNewPassword(tx, input, ordered.data, fault, now()));
  if (fault === null)
    return done({
      result: 'set',
      password,
      connectorKind: row.kind,
      isSimulated: env().SAMPLE_PROVIDER,
    });
  return done({ result: fault.effect === 'unknown' ? 'unknown' : 'not-set', code: fault.code });
}

/** Null: it is set. What a connector says in words is left out: nothing may repeat the password. */
async function carryOut(
  open: () => Connector,
  login: string,
  password: string,
  patienceMs?: number,
): Promise<ConnectorFault | null> {
  let connector: Connector | null = null;
  try {
    connector = open();
    const set = connector.setPassword?.bind(connector);
    if (set === undefined) return new ConnectorFault('refused', 'not-supported');
    await withPatience((signal) => set(login, password, signal), patienceMs);
    return null;
  } catch (error) {
    if (error instanceof ConnectorFault) return new ConnectorFault(error.effect, error.code);
    if (error instanceof SealError) return new ConnectorFault('refused', 'secret-unreadable');
    throw error;
  } finally {
    await connector?.close();
  }
}
