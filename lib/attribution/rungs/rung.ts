// What every rung of the ladder gets and gives. A rung looks at one kind of trace and says whom it names and why; it
// never decides alone: the ladder takes the first rung that names an account.

import { safeText } from '@/lib/mime/text';
import type { ConnectionKnowledge } from '@/lib/connections/types';
import type { LogCoverage } from '@/lib/maillog-lookup/types';
import type { MailTransaction } from '@/lib/maillog/types';
import type { LogClues } from '../log-clues';
import type { OwnHops } from '../own-hops';
import type {
  AttributionInput,
  AttributionPolicy,
  ClaimedAccount,
  EvidenceCode,
  EvidenceLine,
  FollowAlias,
  LogVerdict,
  OwnNetwork,
  RungName,
} from '../types';

/** What our mail log answered about one mail; how far it reaches was asked before, so that silence is never early. */
export interface LogKnowledge {
  clues: LogClues;
  answers: {
    byQueueId: readonly MailTransaction[];
    byMessageId: readonly MailTransaction[];
    byClient: readonly MailTransaction[];
    /** Mails with the Message-ID that the log has of local programs' mail, where the report hides it. */
    arrivals?: readonly MailTransaction[];
  };
  coverage: readonly LogCoverage[];
  /** Milliseconds since 1970. */
  now: number;
  /** How long after a complaint its log is waited for. */
  waitMs: number;
}

export interface RungContext {
  input: AttributionInput;
  network: OwnNetwork;
  ownHops: OwnHops;
  /** Null where no log is connected. */
  log: LogKnowledge | null;
  /** What the directory says of aliases. */
  aliases: FollowAlias;
  /** Who had the address; null where nothing is known of access connections. */
  connections: ConnectionKnowledge | null;
}

export interface RungFinding {
  account: ClaimedAccount | null;
  evidence: EvidenceLine[];
  /** The account is named, and the complaint weighs nothing against it. */
  isBlameless?: true;
  /** Of a rung of the log that decides, also without an account. */
  verdict?: LogVerdict;
  /** The log knows the mail, or its Received line, and does not say who sent it. */
  isKnown?: true;
  /** The transaction that carries the verdict. */
  transaction?: MailTransaction | undefined;
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
