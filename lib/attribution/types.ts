// The words of attribution: what is ours, what each rung of the ladder found, and the verdict that follows.
// An attribution is a claim with its evidence, never a fact until a log of ours confirms it.

import type { ReportedMessage } from '@/lib/formats/types';

/** A range of addresses, both ends included; v4 and v6 never match each other. */
export interface IpRange {
  version: 4 | 6;
  first: bigint;
  last: bigint;
}

export type OwnResourceKind = 'domain' | 'host' | 'range' | 'sender-header';

/** What belongs to this provider. Names are A-labels in lower case; `.example.com` means every name below it. */
export interface OwnNetwork {
  hostedDomains: ReadonlySet<string>;
  hostNames: ReadonlySet<string>;
  ranges: IpRange[];
  /** Lower-case names of headers in which our servers name the authenticated sender. */
  senderHeaders: string[];
}

/** The part of the policy that attribution uses. */
export interface AttributionPolicy {
  attribution: { queueId: number; messageId: number; claim: number; senderOnly: number };
}

export interface AttributionInput {
  reported: ReportedMessage | null;
  sourceIp: string | null;
  sourcePort: number | null;
  arrivalDate: string | null;
  originalMailFrom: string | null;
  /** The account that a person named; absent where nobody was asked. */
  namedAccount?: ClaimedAccount | null;
}

export type LogRungName = 'log-queue-id' | 'log-message-id' | 'log-client';
export type RungName =
  | 'by-hand'
  | LogRungName
  | 'connection-port'
  | 'connection'
  | 'own-received'
  | 'sender-header'
  | 'envelope'
  | 'header-from'
  | 'none';

/** What our mail log says of a mail it knows. */
export type LogVerdict =
  /** Authenticated submission: the account is the one that logged in. */
  | 'sent-by-account'
  /** A local program: the account is the site. */
  | 'sent-by-web-script'
  /** Came in from outside; a mailbox of ours only sent it on. */
  | 'forwarded'
  /** Nobody of ours sent it: it came in from outside, or no server of ours knows it. */
  | 'not-through-us'
  /** The access connection that had the address at the time. */
  | 'sent-by-connection'
  /** Several accounts sent what could be it. */
  | 'ambiguous';

export type AttributionVerdict =
  | LogVerdict
  /** No log confirms it, and none could have. */
  | 'claimed'
  | 'joe-job'
  | 'unattributed'
  /** The log covers the time and does not know the mail that claims to be ours. */
  | 'forged'
  /** Sent before the log begins, or when lines of it may be missing. */
  | 'no-longer-checkable'
  /** The log has not yet reached the time of the mail. */
  | 'waiting';
export type AccountKind = 'mailbox' | 'site' | 'connection';

/** An account as a reported mail names it: login in lower case, `uid<n>@<host>` for a site. */
export interface ClaimedAccount {
  kind: AccountKind;
  login: string;
  domain: string | null;
  /** Of a connection, as the accounting names its customer. */
  customerNo?: string;
}

/** Where a login ends by the directory's aliases, catch-alls and alias domains. */
export type AliasEnd =
  /** It is an account, or nothing is known of it. */
  | { kind: 'itself' }
  | { kind: 'account'; login: string }
  | { kind: 'several'; logins: string[] }
  /** Only at addresses that are not ours, or nowhere. */
  | { kind: 'outside'; targets: string[] };

/** Follows a login, lower case, with A-labels. */
export type FollowAlias = (login: string) => AliasEnd;

export type EvidenceCode =
  // directory
  | 'alias'
  | 'alias-ambiguous'
  | 'alias-outside'
  // by-hand
  | 'named-by-person'
  // mail log
  | 'log-authenticated'
  | 'log-local'
  | 'log-forward'
  | 'log-from-outside'
  | 'log-relayed'
  | 'log-candidate'
  | 'log-key-recipient'
  | 'log-key-client'
  | 'log-key-time'
  | 'log-without-second-key'
  | 'log-message-id-differs'
  | 'log-host-differs'
  | 'log-hour-differs'
  | 'log-line'
  | 'log-silent'
  | 'log-too-old'
  | 'log-hole'
  | 'log-behind'
  | 'log-missing'
  | 'log-host-unknown'
  | 'log-nothing-to-ask'
  // connection
  | 'connection-session'
  | 'connection-prefix'
  | 'connection-candidate'
  | 'connection-port-missing'
  | 'connection-without-time'
  | 'connection-none-then'
  // own-received
  | 'no-received-lines'
  | 'no-own-hop'
  | 'authenticated-sender'
  | 'authenticated-sender-elsewhere'
  | 'local-user'
  | 'own-hop-without-sender'
  | 'below-own-handover'
  | 'handed-over-by-outsider'
  // sender-header
  | 'sender-header'
  | 'sender-header-without-own-hop'
  | 'sender-header-above-own-hop'
  | 'sender-header-ambiguous'
  | 'sender-header-unreadable'
  // envelope and header-from
  | 'hosted-sender'
  | 'hosted-sender-unwrapped'
  | 'forwarded-for'
  | 'foreign-sender'
  | 'null-sender'
  | 'no-sender'
  // source address
  | 'source-ip-own'
  | 'source-ip-foreign'
  | 'source-ip-unknown'
  | 'no-own-ranges';

/** One thing a rung looked at. `holds`: it speaks for the account (or, of the source address, for us). */
export interface EvidenceLine {
  rung: RungName | 'source-ip' | 'mail-log';
  field: string;
  value: string;
  holds: boolean;
  code: EvidenceCode;
}

export interface AttributionResult {
  rung: RungName;
  verdict: AttributionVerdict;
  account: ClaimedAccount | null;
  factor: number;
  /** Queue id, client and time of the hop at which our servers took the mail over, where one is named. */
  queueId: string | null;
  clientIp: string | null;
  handedOverAt: string | null;
  /** Every rung tried, in the order tried. */
  evidence: EvidenceLine[];
  /** The log is behind: what is waited for. The verdict is `waiting` until the wait is over, then a claim. */
  wait: LogWait | null;
}

/** The mail is looked up again when the log of `host` has reached `logTo`; at `until` it stops being held back. */
export interface LogWait {
  host: string;
  logTo: Date;
  until: Date;
}
