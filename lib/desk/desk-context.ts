// What every reading needs to know about this provider: own network, feedback loops, policy, trusted mail exchangers.
// Read from the database at most every few seconds, so that a change on a screen holds without a restart.

import { buildOwnNetwork } from '@/lib/attribution/own-network';
import type { OwnNetwork, OwnResourceKind } from '@/lib/attribution/types';
import { sql, type Sql } from '@/lib/db/sql';
import { hasConnections } from '@/lib/connections/connection-queries';
import { hasAliases } from '@/lib/directory/alias-queries';
import { env } from '@/lib/env';
import { beginFirstTrial } from '@/lib/policies/trial-store';
import type { LoopIdentity, ReporterSettings } from '@/lib/reporters/types';
import type { ConnectedLog } from './ask-mail-log';
import { connectLog } from './connect-log';
import { defaultPolicy, policySchema, type Policy } from '@/lib/scoring/policy';

export interface DeskContext {
  network: OwnNetwork;
  loops: LoopIdentity[];
  reporterSettings: ReporterSettings;
  policy: Policy;
  policyId: number;
  /** Null where no mail log is connected. */
  mailLog: ConnectedLog | null;
  /** Whether the directory lists aliases. */
  hasAliases: boolean;
  /** Whether anything is known of access connections. */
  hasConnections: boolean;
}

const keepMs = 3_000;
let kept: { context: DeskContext; at: number; pool: Sql } | undefined;

/** The context, at most three seconds old. Throws where the policy in force cannot be read. */
export async function deskContext(): Promise<DeskContext> {
  const pool = sql();
  if (kept && kept.pool === pool && Date.now() - kept.at < keepMs) return kept.context;
  const context = await loadDeskContext(pool);
  kept = { context, at: Date.now(), pool };
  return context;
}

/** Forgets the kept context: what was just changed holds at the next reading. */
export function forgetDeskContext(): void {
  kept = undefined;
}

async function loadDeskContext(pool: Sql): Promise<DeskContext> {
  const [resources, loops, { policy, policyId }, authservIds, mailLog, aliases, connections] =
    await Promise.all([
      pool<{ kind: OwnResourceKind; value: string }[]>`SELECT kind, value FROM own_resource`,
      pool<LoopIdentity[]>`
      SELECT id, name, program, intake_alias AS "intakeAlias", from_addresses AS "fromAddresses",
        envelope_domains AS "envelopeDomains", dkim_domains AS "dkimDomains", default_kind AS "defaultKind", factor, state
      FROM feedback_loop`,
      currentPolicy(pool),
      trustedAuthservIds(pool),
      connectLog(pool),
      hasAliases(pool),
      hasConnections(pool),
    ]);
  return {
    network: buildOwnNetwork([...resources, ...environmentResources()]),
    loops,
    reporterSettings: { authservIds, trust: policy.trust },
    policy,
    policyId,
    mailLog,
    hasAliases: aliases,
    hasConnections: connections,
  };
}

function environmentResources(): { kind: OwnResourceKind; value: string }[] {
  const { OWN_DOMAINS, OWN_HOSTS, OWN_RANGES, OWN_SENDER_HEADERS } = env();
  const rows = (kind: OwnResourceKind, values: string[]) => values.map((value) => ({ kind, value }));
  return [
    ...rows('domain', OWN_DOMAINS),
    ...rows('host', OWN_HOSTS),
    ...rows('range', OWN_RANGES),
    ...rows('sender-header', OWN_SENDER_HEADERS),
  ];
}

async function trustedAuthservIds(pool: Sql): Promise<string[]> {
  const [row] = await pool<{ value: string[] }[]>`SELECT value FROM setting WHERE key = 'authserv-ids'`;
  return [...new Set([...env().AUTHSERV_IDS, ...(row?.value ?? [])])];
}

/** The newest policy; the shipped numbers become the first one where none stands yet. */
export async function currentPolicy(pool: Sql): Promise<{ policy: Policy; policyId: number }> {
  const [row] = await pool<
    { id: number; body: unknown }[]
  >`SELECT id, body FROM policy ORDER BY id DESC LIMIT 1`;
  if (row) return { policy: policySchema.parse(row.body), policyId: row.id };
  await pool`
    INSERT INTO policy (id, body, note) VALUES (1, ${pool.json(defaultPolicy as never)}, 'Auslieferung / as shipped')
    ON CONFLICT (id) DO NOTHING`;
  await pool`SELECT setval(pg_get_serial_sequence('policy', 'id'), greatest(1, (SELECT max(id) FROM policy)))`;
  await beginFirstTrial(pool, 1, defaultPolicy.automatic.trialDays);
  return { policy: defaultPolicy, policyId: 1 };
}
