// Connectors prove themselves on a mailbox of their own: it can send, it is locked and cannot, it is released and can. At
// set-up and every night; nobody else's account is touched, and an account that has a case is no canary.

import { dueCanaries, isMatter, keepCanaryResult, type DueCanary } from '@/lib/containment/canary-store';
import { loadConnector } from '@/lib/containment/connector-store';
import { connectorPatienceMs } from '@/lib/containment/limits';
import type { ConnectorRow } from '@/lib/containment/rows';
import {
  ConnectorFault,
  type Connector,
  type ConnectorTestStep,
  type MeasureOrder,
  type PriorState,
  type Probe,
  type Wanted,
} from '@/lib/containment/types';
import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { SealError } from '@/lib/secrets/seal';
import { openConnector } from './open-connector';

export interface ProveOptions {
  now?: () => Date;
  open?: (row: ConnectorRow) => Connector;
}

/** What its number is in texts and in the other systems. */
const CANARY_CASE = 'CANARY';
/** A release that got no answer is tried once more: the canary must not stay locked. */
const RELEASES = 2;

/** Proves all that are due, one after the other. Returns how many, and how many failed. */
export async function proveCanaries(options: ProveOptions = {}): Promise<{ proved: number; failed: number }> {
  const { now = () => new Date() } = options;
  const counts = { proved: 0, failed: 0 };
  for (const one of await dueCanaries(sql(), now(), env().DEFAULT_TIME_ZONE)) {
    const steps = await proveOne(one, options);
    const ok = steps.every((step) => step.ok);
    counts[ok ? 'proved' : 'failed'] += 1;
    await sql().begin((tx) => keepCanaryResult(tx, one, { ok, steps, now: now() }));
  }
  return counts;
}

async function proveOne(
  { connectorId, login }: DueCanary,
  options: ProveOptions,
): Promise<ConnectorTestStep[]> {
  if (await isMatter(sql(), login)) return [{ code: 'canary-has-case', ok: false, detail: { login } }];
  const row = await loadConnector(sql(), connectorId);
  const kind = (['send-lock', 'login-lock'] as const).find((one) => row?.measures.includes(one));
  if (row === null || kind === undefined) return [{ code: 'nothing-to-prove', ok: false, detail: {} }];
  const connector = openReadable(row, options.open ?? openConnector);
  if (connector === null) return [{ code: 'secret-unreadable', ok: false, detail: {} }];
  const order = (wanted: Wanted): MeasureOrder => ({
    kind,
    wanted,
    account: { kind: 'mailbox', login, domain: login.split('@')[1] ?? null },
    caseNumber: CANARY_CASE,
    parameters: {},
    idempotencyKey: `canary-${connectorId}-${Date.now()}-${wanted}`,
  });
  try {
    return await prove(connector, order);
  } finally {
    await connector.close();
  }
}

/** Null: its secret was sealed under another key; the other connectors are proved all the same. */
function openReadable(row: ConnectorRow, open: (row: ConnectorRow) => Connector): Connector | null {
  try {
    return open(row);
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/** The steps up to the first that fails; whatever was locked is released all the same. */
async function prove(
  connector: Connector,
  orderOf: (wanted: Wanted) => MeasureOrder,
): Promise<ConnectorTestStep[]> {
  const steps: ConnectorTestStep[] = [];
  const [on, off] = [orderOf('on'), orderOf('off')];
  const read = await take(steps, 'state-read', () => connector.readPrior(on, patience()));
  if (read === null) return steps;
  const prior = read.answer;
  if (!(await expectProbe(steps, connector, off, 'can-send-before'))) return steps;
  const locked = await take(steps, 'locked', () => connector.apply(on, prior, patience()));
  if (locked !== null && (await isFound(steps, connector, on, prior)))
    await expectProbe(steps, connector, on, 'cannot-send');
  const trouble = steps.filter((step) => !step.ok);
  for (let attempt = 1; attempt <= RELEASES; attempt += 1) {
    const release: ConnectorTestStep[] = [];
    await takeRelease(release, connector, off, prior);
    if (release.every((step) => step.ok) || attempt === RELEASES) steps.push(...release);
    if (release.every((step) => step.ok)) break;
  }
  // What failed is said last.
  return [...steps.filter((step) => !trouble.includes(step)), ...trouble];
}

async function takeRelease(
  steps: ConnectorTestStep[],
  connector: Connector,
  off: MeasureOrder,
  prior: PriorState,
): Promise<void> {
  const released = await take(steps, 'released', () => connector.apply(off, prior, patience()));
  if (released !== null && (await isFound(steps, connector, off, prior)))
    await expectProbe(steps, connector, off, 'can-send-again');
}

/** Runs one call; null where it failed, which the steps then say. */
async function take<T>(
  steps: ConnectorTestStep[],
  code: string,
  call: () => Promise<T>,
): Promise<{ answer: T } | null> {
  try {
    const answer = await call();
    steps.push({ code, ok: true, detail: {} });
    return { answer };
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    steps.push({ code: error.code, ok: false, detail: { step: code, ...error.detail } });
    return null;
  }
}

async function isFound(
  steps: ConnectorTestStep[],
  connector: Connector,
  order: MeasureOrder,
  prior: PriorState,
): Promise<boolean> {
  const expected = order.wanted === 'on' ? 'ours' : 'free';
  const seen = await take([], 'read-back', () => connector.readBack(order, prior, patience()));
  const found = seen?.answer.found ?? 'silent';
  if (found !== expected) steps.push({ code: 'read-back-differs', ok: false, detail: { found, expected } });
  return found === expected;
}

async function expectProbe(
  steps: ConnectorTestStep[],
  connector: Connector,
  order: MeasureOrder,
  code: string,
): Promise<boolean> {
  const proof = await take([], code, () => proofOf(connector, order));
  if (proof === null) steps.push({ code: 'probe-silent', ok: false, detail: { step: code } });
  else {
    const probe = proof.answer;
    const ok = probe.result === (order.wanted === 'on' ? 'holds' : 'does-not-hold');
    steps.push({ code: ok ? code : probe.code, ok, detail: { step: code, ...probe.detail } });
  }
  return steps.at(-1)?.ok === true;
}

/** A canary's own sign-in, where there is a way to try it and the connector itself cannot prove anything. */
async function proofOf(connector: Connector, order: MeasureOrder): Promise<Probe> {
  const probe = await connector.probe(order, patience());
  if (probe.result !== 'not-provable' || connector.tryCanary === undefined) return probe;
  return connector.tryCanary(order.account.login, patience());
}

const patience = (): AbortSignal => AbortSignal.timeout(connectorPatienceMs);
