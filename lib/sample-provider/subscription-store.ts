// Writes the life of the sample provider's subscriptions. Promise: may run twice; what stands already stays.

import type { Tx } from '@/lib/db/sql';
import { PROVIDER_DOMAIN } from './network';
import {
  DETAILS,
  DKIM_DOMAINS,
  LOOP_CARE,
  QUIET_LOOPS,
  type LoopCare,
  type QuietLoop,
} from './subscriptions';

/** After the loops that write are there. They belong to the first administrator, where there is one already. */
export async function insertSubscriptions(tx: Tx, now: Date): Promise<void> {
  await tx`
    INSERT INTO setting (key, value, updated_at) VALUES ('provider-details', ${tx.json(DETAILS)}, now())
    ON CONFLICT (key) DO NOTHING`;
  await tx`
    INSERT INTO own_resource (kind, value, note)
    SELECT 'dkim-domain', value, 'Musterpost' FROM unnest(${[...DKIM_DOMAINS]}::text[]) AS d (value)
    ON CONFLICT (kind, value) DO NOTHING`;
  for (const loop of QUIET_LOOPS) await insertQuietLoop(tx, loop, now);
  await tx`UPDATE feedback_loop SET state_since = created_at WHERE state = 'active' AND created_at < state_since`;
  await tx`
    UPDATE feedback_loop SET owner_id = (SELECT min(id) FROM app_user WHERE role = 'admin' AND disabled_at IS NULL)
    WHERE owner_id IS NULL AND state <> 'ended'`;
  for (const care of LOOP_CARE) await takeCare(tx, care, now);
}

async function insertQuietLoop(
  tx: Tx,
  { name, program, state, domain, days }: QuietLoop,
  now: Date,
): Promise<void> {
  const domains = domain === null ? [] : [domain];
  const since = daysBefore(now, days);
  await tx`
    INSERT INTO feedback_loop (name, program, intake_alias, from_addresses, envelope_domains, dkim_domains, state,
      state_since, watched_since, created_at)
    VALUES (${name}, ${program}, ${`fbl-${program}@${PROVIDER_DOMAIN}`}, ${domains.map((one) => `fbl@${one}`)},
      ${domains}, ${domains}, ${state}, ${since}, ${since}, ${since})
    ON CONFLICT (name) DO NOTHING`;
}

async function takeCare(tx: Tx, care: LoopCare, now: Date): Promise<void> {
  const renewsOn =
    care.renewsIn === undefined ? null : daysBefore(now, -care.renewsIn).toISOString().slice(0, 10);
  const [loop] = await tx<{ id: number }[]>`
    UPDATE feedback_loop SET contact_name = ${care.contactName ?? null}, contact_email = ${care.contactEmail ?? null},
      contact_url = ${care.contactUrl ?? null}, portal_url = ${care.contactUrl ?? null}, terms = ${care.terms ?? null},
      fee = ${care.fee ?? null}, fee_cents = ${care.feeCents ?? null},
      fee_currency = ${care.feeCurrency ?? 'EUR'}, renews_on = ${renewsOn}
    WHERE name = ${care.name} AND NOT EXISTS (SELECT FROM feedback_loop_event e WHERE e.feedback_loop_id = feedback_loop.id)
    RETURNING id`;
  if (loop === undefined) return;
  await insertKnown(tx, loop.id, care);
  await insertUntold(tx, loop.id, care, now);
  for (const { daysAgo, event } of care.history ?? [])
    await tx`
      INSERT INTO feedback_loop_event (feedback_loop_id, at, kind, detail)
      VALUES (${loop.id}, ${daysBefore(now, daysAgo)}, ${event.kind}, ${tx.json(event.detail as never)})`;
}

async function insertKnown(tx: Tx, id: number, { ranges = [], dkimDomains = [] }: LoopCare): Promise<void> {
  await tx`
    INSERT INTO feedback_loop_resource (feedback_loop_id, kind, value)
    SELECT ${id}::int, 'range', value FROM unnest(${[...ranges]}::text[]) AS r (value)
    UNION ALL SELECT ${id}::int, 'dkim-domain', value FROM unnest(${[...dkimDomains]}::text[]) AS d (value)
    ON CONFLICT DO NOTHING`;
}

/** Noted two days ago, with its task. */
async function insertUntold(tx: Tx, id: number, { name, untold = [] }: LoopCare, now: Date): Promise<void> {
  if (untold.length === 0) return;
  const since = daysBefore(now, 2);
  await tx`
    INSERT INTO feedback_loop_duty (feedback_loop_id, kind, value, change, since)
    SELECT ${id}::int, 'dkim-domain', value, 'added', ${since} FROM unnest(${[...untold]}::text[]) AS u (value)
    ON CONFLICT DO NOTHING`;
  const detail = tx.json({ loop: name, changes: untold.length, values: [...untold] });
  await tx`
    INSERT INTO task (kind, key, audience, detail, feedback_loop_id, created_at, last_at)
    VALUES ('loop-duty', ${`loop-duty:${id}`}, 'admin', ${detail}, ${id}, ${since}, ${since})
    ON CONFLICT DO NOTHING`;
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);
