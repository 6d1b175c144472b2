// Campaigns as they are kept. They follow from the complaints alone and are computed anew each time, so that a replay, an
// attribution that changes or a complaint that goes needs no word here.

import type { Tx } from '@/lib/db/sql';
import type { KeptCampaign } from './keep-identity';
import { comparedMails, endedDays, evidenceFeatures } from './limits';
import type { FoundCampaign, MailGroup } from './types';

/** How many accounts were complained about since a moment. */
export async function countAccounts(tx: Tx, since: Date): Promise<number> {
  const [row] = await tx<{ accounts: number }[]>`
    SELECT count(DISTINCT account_id)::int AS accounts FROM complaint WHERE received_at >= ${since}`;
  return row?.accounts ?? 0;
}

/**
 * The mails complained about since a moment that share a feature with another account's, each with the features that are
 * shared by no more than `mostAccounts`. One statement; it reads the complaints of the window and nothing else.
 */
export async function loadSharedMails(tx: Tx, since: Date, mostAccounts: number): Promise<MailGroup[]> {
  return tx<MailGroup[]>`
    WITH mail AS MATERIALIZED (
      SELECT account_id, features, count(*)::int AS complaints, min(received_at) AS first_at, max(received_at) AS last_at
      FROM complaint WHERE received_at >= ${since} AND features <> '{}' GROUP BY account_id, features),
    shared AS MATERIALIZED (
      SELECT feature FROM mail CROSS JOIN LATERAL unnest(features) AS feature
      GROUP BY feature HAVING count(DISTINCT account_id) BETWEEN 2 AND ${mostAccounts}::int)
    SELECT m.account_id AS "accountId", array_agg(s.feature ORDER BY s.feature) AS features, m.complaints,
      m.first_at AS "firstAt", m.last_at AS "lastAt"
    FROM mail AS m CROSS JOIN LATERAL unnest(m.features) AS f(feature) JOIN shared AS s ON s.feature = f.feature
    GROUP BY m.account_id, m.features, m.complaints, m.first_at, m.last_at
    ORDER BY m.last_at DESC LIMIT ${comparedMails}`;
}

/** One computation at a time; false where another one runs. */
export async function lockCampaigns(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ ok: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('campaigns')) AS ok`;
  return row?.ok ?? false;
}

/** The campaigns of which a complaint came since a moment: those that the computation sees. */
export async function loadCampaigns(tx: Tx, since: Date): Promise<KeptCampaign[]> {
  return tx<KeptCampaign[]>`SELECT id, features FROM campaign WHERE last_at >= ${since} ORDER BY id`;
}

/** A found campaign and the number of the kept one that it is. */
export interface NumberedCampaign extends FoundCampaign {
  id: number | null;
}

/**
 * Writes what was found since a moment. Kept campaigns that are found no more go, unless they ended before: those stay
 * with the cases they belong to. Members that complained before stay members of their campaign.
 */
export async function saveCampaigns(
  tx: Tx,
  found: readonly NumberedCampaign[],
  since: Date,
  now: Date,
): Promise<void> {
  const held = found.flatMap(({ id }) => (id === null ? [] : [id]));
  await tx`
    DELETE FROM campaign WHERE (last_at >= ${since} AND id <> ALL (${held}::int[]))
      OR last_at < ${new Date(now.getTime() - endedDays * 86_400_000)}`;
  if (found.length === 0) return;
  const ids = await writeCampaigns(tx, found);
  await writeMembers(tx, found, ids, since);
}

async function writeCampaigns(tx: Tx, found: readonly NumberedCampaign[]): Promise<number[]> {
  const fresh = found.filter(({ id }) => id === null).length;
  const taken = await tx<{ id: number }[]>`
    SELECT nextval(pg_get_serial_sequence('campaign', 'id'))::int AS id FROM generate_series(1, ${fresh}::int)`;
  let next = 0;
  const ids = found.map(({ id }) => id ?? (taken[next++]?.id as number));
  const rows = found.map(({ features, members }, i) => ({
    id: ids[i],
    firstAt: members.reduce(
      (first, { firstAt }) => (firstAt < first ? firstAt : first),
      members[0]?.firstAt as Date,
    ),
    lastAt: members.reduce((last, { lastAt }) => (lastAt > last ? lastAt : last), members[0]?.lastAt as Date),
    evidence: features.slice(0, evidenceFeatures),
    features: features.map(({ feature }) => feature),
  }));
  await tx`
    INSERT INTO campaign (id, first_at, last_at, evidence, features, accounts, complaints)
    SELECT id, "firstAt", "lastAt", evidence, features, 0, 0
    FROM json_to_recordset(${tx.json(rows as never)}::json) AS c (
      id int, "firstAt" timestamptz, "lastAt" timestamptz, evidence jsonb, features text[])
    ON CONFLICT (id) DO UPDATE SET first_at = least(campaign.first_at, excluded.first_at),
      last_at = excluded.last_at, evidence = excluded.evidence, features = excluded.features`;
  return ids;
}

async function writeMembers(
  tx: Tx,
  found: readonly NumberedCampaign[],
  ids: number[],
  since: Date,
): Promise<void> {
  const rows = found.flatMap(({ members }, i) =>
    members.map((member) => ({ ...member, campaignId: ids[i] })),
  );
  await tx`
    WITH member AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${tx.json(rows as never)}::json) AS m (
        "campaignId" int, "accountId" int, complaints int, "firstAt" timestamptz, "lastAt" timestamptz)),
    gone AS (
      DELETE FROM campaign_account AS a WHERE a.campaign_id = ANY (${ids}::int[]) AND a.last_at >= ${since}
        AND NOT EXISTS (SELECT 1 FROM member m WHERE m."campaignId" = a.campaign_id AND m."accountId" = a.account_id))
    INSERT INTO campaign_account (campaign_id, account_id, complaints, first_at, last_at)
    SELECT "campaignId", "accountId", complaints, "firstAt", "lastAt" FROM member
    ON CONFLICT (campaign_id, account_id) DO UPDATE SET complaints = excluded.complaints,
      first_at = least(campaign_account.first_at, excluded.first_at), last_at = excluded.last_at`;
  await tx`
    UPDATE campaign AS c SET accounts = m.accounts, complaints = m.complaints
    FROM (SELECT campaign_id, count(*)::int AS accounts, sum(complaints)::int AS complaints
      FROM campaign_account WHERE campaign_id = ANY (${ids}::int[]) GROUP BY campaign_id) AS m
    WHERE c.id = m.campaign_id`;
}
