// Use case: the customers' list software is told what changed in their suppression lists, by webhooks that are signed and
// go where connectors may go. Each message carries the changes after the last one that was taken, so that nothing is left
// out and what is sent twice is known by its number. In the sample provider nothing leaves the machine.

import { openHttp, type GuardedHttp } from '@/lib/connectors/guarded-http';
import { sign } from '@/lib/connectors/webhook/signature';
import { ConnectorFault } from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { SealError, suppressionSecretPlace, unseal } from '@/lib/secrets/seal';
import { givenEntries } from '@/lib/suppression/given-queries';
import { givenBatch, webhookPatienceMs } from '@/lib/suppression/limits';
import { givenList } from '@/lib/suppression/message';
import {
  claimWebhook,
  settleFailed,
  settleNothing,
  settleTaken,
  type WebhookClaim,
} from '@/lib/suppression/webhook-store';

/** Tells one list's software, if one is due; false where none is. */
async function tellNext(now: () => Date): Promise<boolean> {
  const claim = await claimWebhook(sql(), now());
  if (claim === null) return false;
  const { customerId, number, taken } = claim;
  const entries = await givenEntries(sql(), customerId, { after: taken, limit: givenBatch });
  const last = entries.at(-1)?.change ?? taken;
  if (entries.length === 0) {
    await settleNothing(sql(), claim);
    return true;
  }
  const body = givenList(number, entries, { after: taken, more: entries.length === givenBatch });
  const key = `suppression-${customerId}-${taken + 1}-${last}`;
  try {
    const secret = secretOf(claim);
    await postSigned({ ...claim, secret, key, body: { type: 'suppression', ...body } }, now());
    await settleTaken(sql(), claim, last, now());
  } catch (error) {
    await settleFailed(sql(), claim, faultOf(error), now());
  }
  return true;
}

/** Tells whoever is due; returns how many messages went out. */
export async function tellSuppressions(now: () => Date = () => new Date()): Promise<number> {
  if (env().SAMPLE_PROVIDER) return 0;
  let told = 0;
  while (await tellNext(now)) told += 1;
  return told;
}

function secretOf({ customerId, secretSealed }: WebhookClaim): string {
  return unseal(secretSealed, suppressionSecretPlace(customerId));
}

/** Posts one signed message; throws `ConnectorFault` unless the other end took it (2xx). */
export async function postSigned(
  {
    url,
    caPem,
    secret,
    key,
    body,
  }: { url: string; caPem: string; secret: string; key: string; body: object },
  now: Date,
): Promise<number> {
  const { CONNECTOR_ALLOWED_HOSTS: allowedHosts, CONNECTOR_COMMANDS: commands } = env();
  const http: GuardedHttp = openHttp(url, caPem, { allowedHosts, commands });
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const text = JSON.stringify(body);
  const headers = {
    'idempotency-key': key,
    'meldestelle-timestamp': timestamp,
    'meldestelle-signature': sign(secret, timestamp, text),
  };
  try {
    const { status } = await http.post(text, headers, AbortSignal.timeout(webhookPatienceMs));
    if (status < 200 || status > 299) throw new ConnectorFault('failed', 'not-taken', { status });
    return status;
  } finally {
    http.close();
  }
}

/** A fault as it is kept and shown. Throws what nobody expected. */
export function faultOf(error: unknown): { code: string; detail: Record<string, string | number> } {
  if (error instanceof SealError) return { code: 'secret-unreadable', detail: {} };
  if (!(error instanceof ConnectorFault)) throw error;
  const detail = Object.entries(error.detail).filter(
    (pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number',
  );
  return { code: error.code, detail: Object.fromEntries(detail) };
}
