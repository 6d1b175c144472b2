// What every rung of the ladder gets and gives. A rung looks at one kind of trace and says whom it names and why; it
// never decides alone: the ladder takes the first rung that names an account.

import { safeText } from '@/lib/mime/text';
import type { OwnHops } from '../own-hops';
import type {
  AttributionInput,
  AttributionPolicy,
  ClaimedAccount,
  EvidenceCode,
  EvidenceLine,
  OwnNetwork,
  RungName,
} from '../types';

export interface RungContext {
  input: AttributionInput;
  network: OwnNetwork;
  ownHops: OwnHops;
}

export interface RungFinding {
  account: ClaimedAccount | null;
  evidence: EvidenceLine[];
  /** The account is named, and the complaint weighs nothing against it. */
  isBlameless?: true;
}

export interface Rung {
  name: Exclude<RungName, 'none'>;
  /** Factor of an account found on this rung. */
  factor: (policy: AttributionPolicy) => number;
  look: (context: RungContext) => RungFinding;
}

/** Longest value kept as evidence: a Received line with everything in it; the raw mail has the rest. */
const maxValueLength = 500;

/** One evidence line, its value cut to a length that a row can hold. */
export function evidenceLine(
  rung: EvidenceLine['rung'],
  code: EvidenceCode,
  field: string,
  value: string,
  holds: boolean,
): EvidenceLine {
  return { rung, field, value: safeText(value, maxValueLength), holds, code };
}
