// What the screens show of measures: what stands on an account, how it came about attempt by attempt, and whom an order
// would touch. Nothing here knows more than the rows: what is not proved is not shown as proved.

import { sql } from '@/lib/db/sql';
import type { MeasureGround, MeasureKind, MeasureParameters, MeasureState, Wanted } from './types';

/** One step of one attempt. */
export interface StepView {
  id: number;
  attempt: number;
  at: Date;
  step: 'read-prior' | 'apply' | 'read-back' | 'probe';
  ok: boolean;
  detail: Record<string, unknown>;
}

export interface MeasureView {
  id: number;
  kind: MeasureKind;
  wanted: Wanted;
  state: MeasureState;
  parameters: MeasureParameters;
  ground: MeasureGround;
  connector: { id: number; name: string; kind: string; active: boolean; stopped: boolean };
  /** Of a manual connector: what the person is to do; else null. */
  instructions: string | null;
  wantedById: number | null;
  wantedBy: string | null;
  wantedAt: Date;
  secondReasons: string[];
  approvedBy: string | null;
  appliedAt: Date | null;
  confirmedAt: Date | null;
  provedAt: Date | null;
  /** What the last proof showed; null before the first. */
  probe: { result: string; code: string; detail: Record<string, string | number> } | null;
  lastFault: { effect: string; code: string; detail: Record<string, string | number> } | null;
  liftWantedBy: string | null;
  endedAt: Date | null;
  dueAt: Date | null;
  /** The latest, newest first. */
  steps: StepView[];
}

/** Further steps of a measure are in the database; these are what a person reads. */
const shownSteps = 40;

/** What is in force on the account, whatever case ordered it, and what this case had done: in force first, then newest. */
export async function listMeasures(caseId: number, accountId: number): Promise<MeasureView[]> {
  const rows = await sql()<(Omit<MeasureView, 'steps'> & { steps: (StepView & { at: string })[] })[]>`
    SELECT m.id, m.kind, m.wanted, m.state, m.parameters, m.ground,
      json_build_object('id', c.id, 'name', c.name, 'kind', c.kind, 'active', c.active,
        'stopped', c.stopped_at IS NOT NULL) AS connector,
      CASE WHEN c.kind = 'manual' THEN coalesce(c.settings->>'instructions', '') END AS instructions,
      m.wanted_by_id AS "wantedById", w.name AS "wantedBy", m.wanted_at AS "wantedAt",
      m.second_reasons AS "secondReasons", p.name AS "approvedBy", m.applied_at AS "appliedAt",
      m.confirmed_at AS "confirmedAt", m.proved_at AS "provedAt", m.probe, m.last_fault AS "lastFault",
      l.name AS "liftWantedBy", m.ended_at AS "endedAt", m.due_at AS "dueAt", s.steps
    FROM measure m
    JOIN connector c ON c.id = m.connector_id
    LEFT JOIN app_user w ON w.id = m.wanted_by_id
    LEFT JOIN app_user p ON p.id = m.approved_by_id
    LEFT JOIN app_user l ON l.id = m.lift_wanted_by_id
    CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(t ORDER BY t.id DESC), '[]') AS steps FROM (
        SELECT id, attempt, at, step, ok, detail FROM measure_step
        WHERE measure_id = m.id ORDER BY id DESC LIMIT ${shownSteps}) t) s
    WHERE (m.account_id = ${accountId} AND m.ended_at IS NULL) OR m.case_id = ${caseId}
    ORDER BY m.ended_at DESC NULLS FIRST, m.id DESC
    LIMIT 100`;
  return rows.map((row) => ({ ...row, steps: row.steps.map((one) => ({ ...one, at: new Date(one.at) })) }));
}

/**
 * A text that changes whenever something about the account's measures, the case's playbooks or its version does; null:
 * no such case.
 */
export async function measuresMark(number: string): Promise<string | null> {
  const [row] = await sql()<{ mark: string }[]>`
    SELECT k.version || ':' || coalesce(string_agg(concat_ws('.', m.id, m.wanted, m.state, m.attempts,
        m.approved_by_id, extract(epoch FROM m.proved_at), extract(epoch FROM m.ended_at)), ' ' ORDER BY m.id), '')
      || (SELECT coalesce(string_agg(concat_ws('.', ':', s.run_id, s.position, s.state, s.done_at IS NOT NULL), ''
          ORDER BY s.run_id, s.position), '') FROM playbook_step s WHERE s.case_id = k.id)
      || (SELECT ':' || count(*) || '.' || count(u.seen_at) FROM automatic_measure u WHERE u.case_id = k.id)
      || (SELECT ':' || coalesce(string_agg(concat_ws('.', o.id, o.state, o.attempts), '' ORDER BY o.id), '')
          FROM queue_order o WHERE o.case_id = k.id)
      || (SELECT ':' || coalesce(sum(CASE place WHEN 'hold' THEN 1 ELSE 1000000 END), 0) FROM queued_mail q
          WHERE q.account_id = k.account_id) AS mark
    FROM "case" k LEFT JOIN measure m ON m.account_id = k.account_id AND (m.ended_at IS NULL OR m.case_id = k.id)
    WHERE k.number = ${number} GROUP BY k.id`;
  return row?.mark ?? null;
}

/** Whom a measure on an account touches. */
export interface Reach {
  /** Further addresses that end at the account, at most 20 of them, and how many there are. */
  aliases: string[];
  aliasCount: number;
  /** Domains whose every address ends at it. */
  catchAlls: string[];
  /** Domains of all of these and of the account itself. */
  domains: string[];
  /** Other accounts of the same customer: they go on as before. */
  otherAccounts: number;
}

/** What the directory knows of who hangs on an account. */
export async function reachOf(accountId: number): Promise<Reach> {
  const [row] = await sql()<Reach[]>`
    WITH own AS (SELECT id, login, kind, domain, customer_id FROM account WHERE id = ${accountId}),
    alias AS (SELECT DISTINCT t.address FROM own JOIN account_alias t ON t.target = own.login WHERE own.kind = 'mailbox')
    SELECT
      ARRAY(SELECT address FROM alias WHERE address NOT LIKE '@%' ORDER BY address LIMIT 20) AS aliases,
      (SELECT count(*)::int FROM alias WHERE address NOT LIKE '@%') AS "aliasCount",
      ARRAY(SELECT address FROM alias WHERE address LIKE '@%' ORDER BY address LIMIT 20) AS "catchAlls",
      ARRAY(SELECT DISTINCT d FROM (
        SELECT domain AS d FROM own UNION SELECT split_part(address, '@', -1) FROM alias) x
        WHERE d IS NOT NULL AND d <> '' ORDER BY d LIMIT 20) AS domains,
      (SELECT count(*)::int FROM account o JOIN own ON o.customer_id = own.customer_id
        WHERE o.id <> own.id AND o.gone_at IS NULL) AS "otherAccounts"`;
  if (row === undefined) throw new Error(`account ${accountId} is gone`);
  return row;
}
