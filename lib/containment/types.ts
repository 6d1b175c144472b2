// The words of containment: what can be done to an account, how far it is, and the port behind which every connector
// does it. Promise of the whole folder: "confirmed" is only what was read back and proved; a timeout is "unknown".

import type { AccountKind } from '@/lib/attribution/types';
import type { QueueAccess } from './queue-types';

export const measureKinds = [
  'throttle',
  'send-lock',
  'login-lock',
  'end-sessions',
  'hold-queue',
  'walled-garden',
  'new-password',
] as const;
export type MeasureKind = (typeof measureKinds)[number];

/** What is ordered and carried out by the worker; a new password is set by its own way, since nobody may keep it. */
export const orderedMeasures: readonly MeasureKind[] = measureKinds.filter((kind) => kind !== 'new-password');

/** Measures that stand until they are lifted; the others are done once. */
export const lastingMeasures = [
  'throttle',
  'send-lock',
  'login-lock',
  'hold-queue',
  'walled-garden',
] as const satisfies readonly MeasureKind[];
export type LastingMeasure = (typeof lastingMeasures)[number];

export function isLasting(kind: MeasureKind): kind is LastingMeasure {
  return (lastingMeasures as readonly MeasureKind[]).includes(kind);
}

/**
 * Whether looking again carries it out again: mail that was handed in after the hold lies in the queue like any other.
 */
export function isRepeated(kind: MeasureKind): boolean {
  return kind === 'hold-queue';
}

/** What is wanted of a measure: that it holds, or that it no longer does. */
export const wantedWords = ['on', 'off'] as const;
export type Wanted = (typeof wantedWords)[number];

/**
 * How far it is. `wanted`: not carried out yet. `applied`: the connector took the order. `confirmed`: read back and proved.
 * `refuted`: read back or proved otherwise. `unknown`: nobody knows (a timeout, or something changed behind our back).
 */
export const measureStates = ['wanted', 'applied', 'confirmed', 'refuted', 'unknown'] as const;
export type MeasureState = (typeof measureStates)[number];

/** On what ground a measure may be taken: the terms of the customer's product, or a person's override. */
export type MeasureGround =
  | { kind: 'terms'; contract: string; clause: string | null; since: string }
  | { kind: 'override'; reason: string };

/** What a measure needs beside its kind. */
export interface MeasureParameters {
  /** Of a throttle. */
  recipientsPerHour?: number;
}

/** What a connector gets: enough to act, nothing about complaints. */
export interface MeasureOrder {
  kind: MeasureKind;
  wanted: Wanted;
  account: { kind: AccountKind; login: string; domain: string | null };
  /** `AD-2026-0042`: what the account's owner may be told. */
  caseNumber: string;
  parameters: MeasureParameters;
  /** The same for every attempt of one order: a connector that sees it twice does it once. */
  idempotencyKey: string;
  /** When the connector last took this order; absent before. What a cache remembers counts from here. */
  appliedAt?: Date | null;
}

/** The state before us, in the connector's own words; kept so that a release can restore it. */
export type PriorState = Record<string, string | number | boolean | null>;

/** What was found. `ours`: as we set it; `free`: not restricted; `other`: changed by somebody else. */
export type FoundState = 'ours' | 'free' | 'other';

export interface ReadBack {
  found: FoundState;
  /** What was seen, for the history: no secrets. */
  seen: PriorState;
}

/**
 * What a probe proved. `holds`: the measure has its effect (the account cannot send, is throttled, has no session …);
 * `does-not-hold`: it can; `not-provable`: this connector has nothing to prove it with, in words why.
 */
export interface Probe {
  result: 'holds' | 'does-not-hold' | 'not-provable';
  /** Key of the sentence: `rcpt-refused`, `auth-refused`, `no-probe-configured` … */
  code: string;
  detail: Record<string, string | number>;
  /** Of `not-provable`: when it will be, so that it is asked again then. */
  againInSeconds?: number;
}

/**
 * An order was not carried out. `refused`: certainly not, trying again is useless until something changes. `failed`:
 * certainly not, and it may be tried again. `unknown`: it may have been (timeout, connection lost after sending).
 */
export class ConnectorFault extends Error {
  override name = 'ConnectorFault';
  constructor(
    readonly effect: 'refused' | 'failed' | 'unknown',
    readonly code: string,
    readonly detail: Record<string, string | number> = {},
  ) {
    super(code);
  }
}

/** One kind of connector, for one configured row. Every method may throw `ConnectorFault`; `signal` ends its patience. */
export interface Connector {
  /** The measures it can take. */
  readonly measures: readonly MeasureKind[];
  /** The state now, before anything is done. */
  readPrior(order: MeasureOrder, signal: AbortSignal): Promise<PriorState>;
  /** Carries out. Twice with the same key does it once; `prior` is what `readPrior` found before the first attempt. */
  apply(order: MeasureOrder, prior: PriorState, signal: AbortSignal): Promise<void>;
  readBack(order: MeasureOrder, prior: PriorState, signal: AbortSignal): Promise<ReadBack>;
  probe(order: MeasureOrder, signal: AbortSignal): Promise<Probe>;
  /**
   * Sets a password that a person hands over and nobody keeps. Resolves only once the system holds it, read back where it
   * can be; an `unknown` fault leaves open which password is in force.
   */
  setPassword?(login: string, password: string, signal: AbortSignal): Promise<void>;
  /**
   * Whether a canary can sign in and send now, tried with a password that is set for this alone: no cache has seen it.
   * Asked of canaries only, where `probe` can prove nothing.
   */
  tryCanary?(login: string, signal: AbortSignal): Promise<Probe>;
  /** The mail queue, there where the connector can list it. */
  readonly queue?: QueueAccess;
  close(): Promise<void>;
}

/** One step of the set-up test, as the screen explains it. */
export interface ConnectorTestStep {
  code: string;
  ok: boolean;
  detail: Record<string, string | number>;
}
