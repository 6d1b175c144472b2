// Use case: an administrator says where a customer's list software is told, and tries it. The secret is sealed and never
// shown again; a new address needs it anew, so that nobody sends what it signs elsewhere.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { SealError, seal, suppressionSecretPlace, unseal } from '@/lib/secrets/seal';
import { lockList, saveListWebhook, type LockedList } from '@/lib/suppression/list-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';
import { faultOf, postSigned } from './tell-suppressions';

export interface SuppressionWebhook {
  customerId: number;
  url: string;
  caPem: string;
  /** Empty keeps the one there is. */
  secret: string;
  on: boolean;
}

/** Below, a secret is guessed. */
const SECRET_LEAST_CHARS = 20;

/** Expected errors: `not-found`, `fields` (`not-a-url`, `not-a-certificate`, `too-short`, `secret-again`, `required`). */
export function saveSuppressionWebhook(
  webhook: SuppressionWebhook,
  admin: Pick<SignedInUser, 'id'>,
  now = new Date(),
): Promise<Outcome<{ on: boolean }>> {
  const { customerId, url, caPem, secret, on } = webhook;
  return sql().begin(async (tx): Promise<Outcome<{ on: boolean }>> => {
    const list = await lockList(tx, customerId);
    if (list === null) return refused('not-found');
    const problem = problemOf(webhook, list);
    if (problem !== null) return problem;
    const isNew = originOf(list.webhookUrl) !== originOf(url);
    const secretSealed = secret === '' ? null : seal(secret, suppressionSecretPlace(customerId));
    await saveListWebhook(tx, customerId, { url, caPem, on, secretSealed, isNew }, now);
    const detail = tx.json({
      url,
      on,
      before: { url: list.webhookUrl, on: list.webhookOn },
      secret: secret !== '',
    });
    await tx`SELECT append_audit(${admin.id}, 'suppression-webhook-changed', ${`customer:${customerId}`}, ${detail})`;
    return done({ on });
  }) as Promise<Outcome<{ on: boolean }>>;
}

/** Sends a message without entries. Expected errors: those of saving, `sample-provider`, `not-taken` with what happened. */
export async function testSuppressionWebhook(
  webhook: SuppressionWebhook,
  now = new Date(),
): Promise<Outcome<{ status: number }>> {
  const { customerId, url, caPem } = webhook;
  const known = (await sql().begin(async (tx) => {
    const list = await lockList(tx, customerId);
    if (list === null) return null;
    const [row] = await tx<{ sealed: Buffer | null }[]>`
      SELECT webhook_secret_sealed AS sealed FROM suppression_list WHERE customer_id = ${customerId}`;
    return { list, sealed: row?.sealed ?? null };
  })) as { list: LockedList; sealed: Buffer | null } | null;
  if (known === null) return refused('not-found');
  const problem = problemOf(webhook, known.list);
  if (problem !== null) return problem;
  if (env().SAMPLE_PROVIDER) return refused('sample-provider');
  try {
    const secret =
      webhook.secret === '' && known.sealed !== null
        ? unseal(known.sealed, suppressionSecretPlace(customerId))
        : webhook.secret;
    const body = { type: 'test', customer: known.list.number, entries: [], after: 0, more: false };
    const key = `suppression-${customerId}-test-${now.getTime()}`;
    return done({ status: await postSigned({ url, caPem, secret, key, body }, now) });
  } catch (error) {
    if (error instanceof SealError) return refused('secret-unreadable');
    const { code, detail } = faultOf(error);
    return refused(code === 'not-taken' ? 'not-taken' : 'not-reached', {
      values: {
        code,
        status: Number(detail['status'] ?? 0),
        reason: String(detail['reason'] ?? detail['host'] ?? code),
      },
    });
  }
}

function problemOf({ url, caPem, secret }: SuppressionWebhook, list: LockedList): Outcome<never> | null {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return refusedField('url', 'not-a-url');
  if (caPem !== '' && !caPem.includes('-----BEGIN CERTIFICATE-----'))
    return refusedField('caPem', 'not-a-certificate');
  if (secret !== '') return secret.length < SECRET_LEAST_CHARS ? refusedField('secret', 'too-short') : null;
  if (!list.hasSecret) return refusedField('secret', 'required');
  return originOf(list.webhookUrl) === originOf(url) ? null : refusedField('secret', 'secret-again');
}

const originOf = (url: string | null): string | null =>
  url !== null && URL.canParse(url) ? new URL(url).origin : null;
