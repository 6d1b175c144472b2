// The words of access connections: who had an address, or some of its ports, from when to when.

/** `prefixes`: a list of networks that belong to connections; `sessions`: an export of the accounting. */
export const connectionKinds = ['prefixes', 'sessions'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

/** One usable line of a file. Times in milliseconds since 1970. */
export interface ConnectionRow {
  /** An address, or a network as `192.0.2.0/24`. */
  network: string;
  /** Both or none: the ports that a shared address (CGNAT) gives the connection. */
  portFrom: number | null;
  portTo: number | null;
  /** Always there for a session; null for a prefix that was always there. */
  from: number | null;
  /** Null: still. */
  to: number | null;
  connection: string;
  customerNo: string | null;
}

export type ConnectionLineProblem =
  | 'no-address'
  | 'wrong-ports'
  | 'wrong-time'
  | 'no-begin'
  | 'ends-before-begin'
  | 'no-connection'
  | 'too-long';

export interface BadConnectionLine {
  line: number;
  problem: ConnectionLineProblem;
  /** Cut to a length that a screen can show. */
  text: string;
}

/** Why a file as a whole was not taken. */
export type ConnectionFileProblem =
  | 'missing'
  | 'unreadable'
  /** Nothing in it is a row. */
  | 'no-rows'
  /** More lines are wrong than right: another kind of file, or other columns. */
  | 'mostly-wrong'
  /** A list of prefixes names less than half of those it named before. */
  | 'shrunk';

/** What a look-up found about one address, port and time. */
export interface ConnectionCandidate extends ConnectionRow {
  kind: 'prefix' | 'session';
  /** The end is not from the export: the next session began then. */
  isEndGuessed: boolean;
}

/** What is known of the connection that a reported mail may have come from. */
export interface ConnectionKnowledge {
  ip: string;
  port: number | null;
  /** When the mail was handed over, in milliseconds since 1970; null where nothing says so. */
  at: number | null;
  candidates: readonly ConnectionCandidate[];
}

/** What a person sets. */
export interface ConnectionSourceSettings {
  name: string;
  kind: ConnectionKind;
  /** Absolute path; '' where files are uploaded. */
  path: string;
  timeZone: string;
}

export interface ConnectionSourceRow extends ConnectionSourceSettings {
  id: number;
  confirmedAt: Date | null;
  lastReadAt: Date | null;
  lastError: ConnectionFileProblem | null;
  rows: number;
  badRows: number;
  /** An uploaded file that waits to be read. */
  fileName: string | null;
}

/** A file before it is taken. */
export interface ConnectionPreview {
  problem: ConnectionFileProblem | null;
  /** The first ones, as understood. */
  rows: ConnectionRow[];
  good: number;
  bad: number;
  firstBad: BadConnectionLine[];
  /** The file goes on: only its beginning was looked at. */
  isPartial: boolean;
}
