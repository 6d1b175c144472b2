// The other end of a webhook says how an order ended. Who says so is proved by the signature of the connector's own
// secret; what is said is a hint that the worker reads, never by itself a confirmation.

import { loadConnector } from '@/lib/containment/connector-store';
import { webhookCallback } from '@/lib/connectors/webhook/answer';
import { isSigned } from '@/lib/connectors/webhook/signature';
import { keepAnswer, makeDue } from '@/lib/connectors/webhook/store';
import { sql } from '@/lib/db/sql';
import { connectorSecretPlace, unseal } from '@/lib/secrets/seal';
import { done, refused, type Outcome } from './outcome';

export interface MeasureCallback {
  /** As the header names it. */
  connector: string;
  timestamp: string;
  signature: string;
  body: string;
}

type Code = 'signature-wrong' | 'not-a-callback' | 'order-unknown';

/** Takes it. Which connectors there are is not told to whoever cannot sign. */
export async function takeMeasureCallback(
  { connector, timestamp, signature, body }: MeasureCallback,
  now = new Date(),
): Promise<Outcome<null, Code>> {
  const id = /^\d{1,9}$/.test(connector) ? Number(connector) : 0;
  const row = await loadConnector(sql(), id);
  const secret =
    row?.kind === 'webhook' && row.active && row.secretSealed !== null ? open(row.secretSealed, id) : '';
  if (!isSigned(secret, { timestamp, signature, body }, now)) return refused('signature-wrong');
  const read = webhookCallback.safeParse(parsed(body));
  if (!read.success) return refused('not-a-callback');
  const { key, ...answer } = read.data;
  const isKnown = await sql().begin(async (tx) => {
    if (!(await makeDue(tx, id, key, now))) return false;
    await keepAnswer(tx, { connectorId: id, key, answer, sentAt: new Date(Number(timestamp) * 1_000) });
    return true;
  });
  return isKnown ? done(null) : refused('order-unknown');
}

function open(sealed: Buffer, id: number): string {
  const secrets = JSON.parse(unseal(sealed, connectorSecretPlace(id))) as Record<string, string>;
  return secrets['signingSecret'] ?? '';
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Whoever signed it sent no JSON.
    return null;
  }
}
