// What exactly a playbook would do on a case now: which connectors would act, on what ground, who has to agree, what
// stands already. Reads alone; the run plans again and compares the digest, so that only what was shown is done.

import { createHash } from 'node:crypto';
import { loadOrderFacts, type OrderFacts } from '@/lib/containment/order-store';
import { misfitOf, type PlaybookMisfit, type PlaybookStep } from '@/lib/containment/playbook';
import { listPlaybooks } from '@/lib/containment/playbook-queries';
import type { PlaybookRow } from '@/lib/containment/playbook-rows';
import { loadStanding } from '@/lib/containment/playbook-store';
import { reachOf, type Reach } from '@/lib/containment/queries';
import type { SecondReason } from '@/lib/containment/second-person';
import type { MeasureGround, MeasureKind } from '@/lib/containment/types';
import { sql, type Tx } from '@/lib/db/sql';
import { secondReasonsOf, termsOf } from './ground-of';

export interface PlannedConnector {
  id: number;
  name: string;
  kind: string;
  stopped: boolean;
  /** The measure's number where it stands through this connector already. */
  standing: number | null;
}

export interface PlannedMeasure {
  kind: 'measure';
  measure: MeasureKind;
  recipientsPerHour: number | null;
  /** What the terms allow; null: the person has to write why. */
  ground: MeasureGround | null;
  connectors: PlannedConnector[];
  /** `not-offered`: no active connector can do it; it is left out. */
  outlook: 'ordered' | 'standing' | 'not-offered';
}

export type PlannedStep = PlannedMeasure | Exclude<PlaybookStep, { kind: 'measure' }>;

export interface PlaybookPlan {
  playbook: PlaybookRow;
  steps: PlannedStep[];
  contract: string | null;
  /** Of the measures that would be ordered; empty where none is. */
  secondReasons: SecondReason[];
  /** Measures that the terms do not allow. */
  needOverride: MeasureKind[];
  /** One of its measures is being lifted just now. */
  isLifting: boolean;
  /** It has measures, and no connector offers any of them. */
  isIdle: boolean;
  digest: string;
}

export interface ShownPlan extends PlaybookPlan {
  reach: Reach;
}

/** The playbooks for an account, those that do not fit with the reason; the order is that of the administrators. */
export async function offeredPlaybooks(account: {
  kind: OrderFacts['account']['kind'];
  stage: number;
}): Promise<{ playbook: PlaybookRow; misfit: PlaybookMisfit | null }[]> {
  const all = await listPlaybooks();
  return all
    .map((playbook) => ({ playbook, misfit: misfitOf(playbook.body, account) }))
    .filter(({ misfit }) => misfit === null || misfit === 'stage');
}

/** The plan for an account. Throws where it is gone. */
export async function planPlaybook(
  accountId: number,
  playbook: PlaybookRow,
  now = new Date(),
): Promise<ShownPlan> {
  const [plan, reach] = await Promise.all([
    sql().begin((tx) => planIn(tx, accountId, playbook, now)),
    reachOf(accountId),
  ]);
  return { ...plan, reach };
}

/** The plan as the rows say it in this transaction. */
export async function planIn(
  tx: Tx,
  accountId: number,
  playbook: PlaybookRow,
  now: Date,
): Promise<PlaybookPlan> {
  const facts = await loadOrderFacts(tx, accountId);
  const standing = await loadStanding(tx, accountId);
  const steps = playbook.body.steps.map((step): PlannedStep => {
    if (step.kind !== 'measure') return step;
    const connectors = facts.connectors
      .filter((one) => one.active && one.measures.includes(step.measure))
      .map(({ id, name, kind, stopped }) => {
        const held = standing.find((one) => one.kind === step.measure && one.connectorId === id);
        return { id, name, kind, stopped, standing: held?.id ?? null };
      });
    const ground = termsOf(step.measure, facts, now);
    const recipientsPerHour = step.recipientsPerHour ?? null;
    return { ...step, recipientsPerHour, ground, connectors, outlook: outlookOf(connectors) };
  });
  const measures = steps.filter((step) => step.kind === 'measure');
  const ordered = measures.filter(({ outlook }) => outlook === 'ordered');
  const secondReasons = ordered.length === 0 ? [] : secondReasonsOf(facts);
  return {
    playbook,
    steps,
    contract: facts.contract,
    secondReasons,
    needOverride: ordered.filter(({ ground }) => ground === null).map(({ measure }) => measure),
    isLifting: standing.some(
      ({ kind, wanted }) => wanted === 'off' && measures.some(({ measure }) => measure === kind),
    ),
    isIdle: measures.length > 0 && measures.every(({ outlook }) => outlook === 'not-offered'),
    digest: digestOf([playbook.id, steps, secondReasons]),
  };
}

function outlookOf(connectors: readonly PlannedConnector[]): PlannedMeasure['outlook'] {
  if (connectors.length === 0) return 'not-offered';
  return connectors.some(({ standing }) => standing === null) ? 'ordered' : 'standing';
}

function digestOf(plan: unknown): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('base64url').slice(0, 22);
}
