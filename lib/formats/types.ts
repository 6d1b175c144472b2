// The one shape in which every report format answers.
// Promise: plain data, safe for Postgres text and JSON (no NUL, well-formed UTF-16, bounded
// lengths); what a field of the mail did not say is null or empty, never guessed.
// Source of the field names: RFC 5965 §3, RFC 6591 §3, RFC 6692 §3, RFC 7489 §7.3.

import type { MimePart } from '../mime/types';

/**
 * What reading one mail can come to. `reason` is a kebab-case code; `outer` is null only where
 * not even the mail's own header could be read.
 */
export type ReportOutcome =
  | { outcome: 'not-a-report'; outer: OuterMessage | null }
  | ({ outcome: 'other-mail'; format: string; outer: OuterMessage } & OtherMail)
  | ({ outcome: 'candidate'; format: string; outer: OuterMessage } & Candidate)
  | ({ outcome: 'broken'; format: string | null; outer: OuterMessage | null } & Broken)
  | {
      outcome: 'report';
      format: string;
      report: ParsedReport;
      reported: ReportedMessage | null;
      /** Further reports of the same mail (bulk forms, summaries), in its order; usually none. */
      more: readonly ReportItem[];
      outer: OuterMessage;
    };

/** Mail that claims to be a report and cannot be used. */
export interface Broken {
  reason: string;
  /** `content/csam` or `content/csem` where it is about sexual abuse of children all the same: nobody else sees it. */
  restrictedCategory?: string;
}

/** One report of a mail that holds several. */
export interface ReportItem {
  report: ParsedReport;
  reported: ReportedMessage | null;
}

/**
 * Mail that is recognised and is no complaint (a delivery report, an automatic reply, an aggregate report, what a
 * feedback loop's administration writes): kept in a place of its own under its format's name, never scored.
 */
export interface OtherMail {
  /** What its place shows, by kebab-case name: plain data, bounded. */
  facts: Record<string, unknown>;
  /** The text for people, at most MAIL_LIMITS.candidateTextChars; null where there is none. */
  text: string | null;
  /** What the mail is where its sender turns out not to be one who may write such mail. */
  otherwise?: (Candidate & { format: string }) | null;
}

/** Mail that may be a complaint; only a person can say so. Never scored by itself. */
export interface Candidate {
  /** Why a person is asked: a kebab-case code, of the format that took it. */
  reason: string;
  /** What in it could name a user of ours, in the order of the text, each once. */
  findings: Finding[];
  /** The claims as they would be filed if a person confirms them. */
  report: ParsedReport;
  reported: ReportedMessage | null;
  text: string | null;
}

/** An address, a name or a place that a text names. Values are canonical: lower case, A-labels, RFC 5952. */
export interface Finding {
  kind: 'ip' | 'domain' | 'mailbox' | 'uri';
  value: string;
}

/** The claims of the report's machine-readable part. All of them are unverified (RFC 5965 §2.g). */
export interface ParsedReport {
  /** In lower case: abuse, fraud, virus, other, not-spam, auth-failure or whatever was written. */
  feedbackType: string;
  userAgent: string | null;
  version: string | null;
  /** Canonical text: dotted quad, or RFC 5952 for IPv6; mapped IPv4 as IPv4. */
  sourceIp: string | null;
  /** 0 to 65535. */
  sourcePort: number | null;
  /** ISO 8601 in UTC to the second, `2005-03-08T18:00:00Z`. */
  arrivalDate: string | null;
  /** Without brackets and display name; the empty string is the null sender `<>`. */
  originalMailFrom: string | null;
  originalRcptTo: string[];
  originalEnvelopeId: string | null;
  reportedDomain: string[];
  reportedUri: string[];
  authenticationResults: string[];
  /** 0 to 2147483647 (what an SQL integer holds); 1 where the report does not say (RFC 5965 §3.2). */
  incidents: number;
  reportingMta: { type: string; name: string } | null;
  authFailure: string | null;
  deliveryResult: string | null;
  dkimDomain: string | null;
  dkimIdentity: string | null;
  dkimSelector: string | null;
  /** `none`, or the mechanisms that align: dkim, spf. */
  identityAlignment: string[] | null;
  /** Fields that no specification registers, by name in lower case, with all their values. */
  extensions: Record<string, string[]>;
  /** What is complained about in XARF's words, `messaging/spam`; null where the format does not say. */
  category: string | null;
  /** Names of the properties above whose values were not stated by the reporter but read off the reported mail. */
  derived: string[];
  /** The whole report in the shape of XARF v4, whatever version it came in; null for formats that are no XARF. */
  xarf: Record<string, unknown> | null;
  /** About sexual abuse of children: never shown, indexed, forwarded or exported. */
  isRestricted: boolean;
  /** Deviations from the specification, as codes. */
  notes: string[];
}

/** The mail that was complained about, as far as the report holds it. */
export interface ReportedMessage {
  kind: 'message' | 'headers';
  /** Without angle brackets. */
  messageId: string | null;
  /** As written, unfolded, not decoded. */
  from: string | null;
  to: string | null;
  subject: string | null;
  date: string | null;
  /** Encoded words decoded, for people. */
  subjectText: string | null;
  /** Lower-case addr-spec of From. */
  fromAddress: string | null;
  /** Lower-case addr-spec; the empty string is the null sender. */
  returnPath: string | null;
  /** `date` in ISO 8601, UTC. */
  sentAt: string | null;
  /** Unfolded values, topmost first, at most 100. */
  received: string[];
  /** Name as written and unfolded value, at most 500. */
  headers: [string, string][];
  listUnsubscribe: boolean;
  feedbackId: string | null;
  /** All Received fields, also those beyond the 100 kept. */
  receivedCount: number;
  /** d= of the DKIM signatures present (not verified), lower case, each once. */
  dkimDomains: string[];
}

/** The mail that carried the report: who wrote to us, as it says of itself. */
export interface OuterMessage {
  /** Lower-case addr-spec of From; null also where there are two From fields. */
  fromAddress: string | null;
  /** From with encoded words decoded. */
  fromText: string | null;
  to: string | null;
  subject: string | null;
  subjectText: string | null;
  /** Without angle brackets. */
  messageId: string | null;
  returnPath: string | null;
  /** Delivered-To, X-Original-To, Envelope-To, then To: lower-case addr-specs, each once. */
  deliveredTo: string[];
  /** As written. */
  date: string | null;
  /** Unfolded, topmost first. */
  authenticationResults: string[];
  /**
   * Lower-case names of the fields that decide whose mail it is and how it is read, and that stand in it more than once:
   * a signature covers the lowest, readers see the topmost, which anybody can put there.
   */
  repeatedFields: string[];
  /**
   * Set by the desk for mail that came by HTTP or upload alone: no mail exchanger of ours stood between its writer and
   * us, so that anybody may have written its Authentication-Results.
   */
  isHandedOver?: boolean;
  received: string[];
  autoSubmitted: string | null;
  dkimDomains: string[];
  /** Media type in lower case without parameters. */
  contentType: string;
}

/** What one format makes of a mail. */
export type FormatReading =
  | { outcome: 'not-this-format' }
  | ({ outcome: 'broken' } & Broken)
  | {
      outcome: 'report';
      report: ParsedReport;
      reported: ReportedMessage | null;
      more?: readonly ReportItem[];
    }
  | ({ outcome: 'candidate' } & Candidate)
  | ({ outcome: 'other-mail' } & OtherMail);

/** One entry of the registry: a format's name, as it is stored, and its reader. */
export interface ReportFormat {
  readonly name: string;
  readonly read: (mail: MimePart) => FormatReading;
}
