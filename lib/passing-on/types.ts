// The words of passing on: to whom, how much of a complaint, and what becomes of it.

/** ARF to the letter of RFC 5965, or XARF v4. */
export const reportForms = ['arf', 'xarf'] as const;
export type ReportForm = (typeof reportForms)[number];

export const rhythms = ['at-once', 'daily'] as const;
export type Rhythm = (typeof rhythms)[number];

/**
 * How much of a complaint goes on. Never a complainant, at any level. `minimal`: what the sender needs to find the mail.
 * `tokens`: beside that a token for each recipient (RFC 6590), so that complainants can be counted. `text`: beside that
 * the words of the mail, redacted.
 */
export const redactionLevels = ['minimal', 'tokens', 'text'] as const;
export type RedactionLevel = (typeof redactionLevels)[number];

/** Why a complaint stays here. */
export const holdReasons = [
  /** The terms of the feedback loop forbid it. */
  'terms',
  /** About sexual abuse of children. */
  'restricted',
  /** What was complained about is a report itself (RFC 6650). */
  'about-report',
  /** It would go back to whoever reports to us, or to ourselves. */
  'loop',
  /** The mail it came in is gone. */
  'no-mail',
] as const;
export type HoldReason = (typeof holdReasons)[number];

/** Who gets complaints about his customers. */
export interface Recipient {
  id: number;
  customer: { number: string; name: string };
  to: string;
  form: ReportForm;
  rhythm: Rhythm;
  level: RedactionLevel;
  language: 'de' | 'en';
  isActive: boolean;
  /** Mail bounced: nothing goes until a person resumes. */
  suspendedAt: Date | null;
  suspendedFor: string | null;
}

/** What one report says, as it is kept. */
export interface KeptReport {
  feedbackType: string;
  sourceIp: string | null;
  sourcePort: number | null;
  arrivalDate: string | null;
  originalMailFrom: string | null;
  originalRcptTo: string[];
  reportedDomain: string[];
  reportedUri: string[];
  incidents: number;
  complainant: string | null;
  messageId: string | null;
  subject: string | null;
  headerFrom: string | null;
  mailDate: Date | null;
}

/** The mail complained about, read. */
export interface ReadOriginal {
  /** Names as written, values unfolded and undecoded. */
  headers: [name: string, value: string][];
  text: string;
}
