// Rows of containment as the desk reads and writes them.

import type { AccountKind } from '@/lib/attribution/types';
import type {
  MeasureGround,
  MeasureKind,
  MeasureParameters,
  MeasureState,
  PriorState,
  Probe,
  ReadBack,
  Wanted,
} from './types';

export interface ConnectorRow {
  id: number;
  name: string;
  kind: string;
  measures: MeasureKind[];
  settings: Record<string, unknown>;
  secretSealed: Buffer | null;
  active: boolean;
  stoppedAt: Date | null;
  canaryLogin: string | null;
}

/** A measure that one worker holds until `claimedUntil`; `attempts` is its fencing token. */
export interface ClaimedMeasure {
  id: number;
  caseId: number;
  caseNumber: string;
  accountId: number;
  account: { kind: AccountKind; login: string; domain: string | null };
  connectorId: number;
  kind: MeasureKind;
  wanted: Wanted;
  state: MeasureState;
  parameters: MeasureParameters;
  priorState: PriorState | null;
  appliedAt: Date | null;
  attempts: number;
  /** Attempts in a row before this one that brought no proof. */
  failures: number;
  idempotencyKey: string;
  /** It stood already and is only looked at again. */
  isRecheck: boolean;
}

export interface NewMeasure {
  caseId: number;
  accountId: number;
  connectorId: number;
  kind: MeasureKind;
  parameters: MeasureParameters;
  ground: MeasureGround;
  wantedById: number | null;
  secondReasons: string[];
}

/** What an attempt leaves in the row. */
export interface MeasureResult {
  state: MeasureState;
  ended: boolean;
  dueInSeconds: number | null;
  readBack: ReadBack | null;
  probe: Probe | null;
  fault: { effect: string; code: string; detail: Record<string, string | number> } | null;
}

/** One line of `measure_step`. */
export interface NewStep {
  step: 'read-prior' | 'apply' | 'read-back' | 'probe';
  ok: boolean;
  detail: Record<string, unknown>;
}
