// What the policy service answers: pure. A locked account is refused at each recipient, so that a session that is signed
// in already stops too; a throttled one is put off above its recipients an hour; a bulk sender whose customer's list says
// so is refused the recipients who complained. Everything else is none of its business.

import { comparableRecipient } from '@/lib/reports/comparable-recipient';
import { addressMark } from '@/lib/suppression/tokens';
import type { PolicyRequest } from './protocol';

export interface Restriction {
  mode: 'locked' | 'throttled';
  recipientsPerHour: number | null;
  caseNumber: string;
  language: string;
}

/** Restrictions by login. A lock outweighs a throttle. */
export type Snapshot = ReadonlyMap<string, Restriction>;

/** Whom an account's mail is not to reach: marks of addresses (lib/suppression/tokens.ts), never addresses. */
export interface RefusedRecipients {
  language: string;
  marks: ReadonlySet<string>;
}

/** Pairs of sender and recipient that are refused, by login. */
export interface Refusals {
  /** The key of the marks. */
  key: string;
  byLogin: ReadonlyMap<string, RefusedRecipients>;
  /** Changes when they do. */
  version: string;
}

export const noRefusals: Refusals = { key: '', byLogin: new Map(), version: '' };

/** Texts by language, ASCII (RFC 5321 §4.2); `{case}` is the case's number. */
export interface PolicyTexts {
  locked: Record<string, string>;
  throttled: Record<string, string>;
  /** What the sender is told of a recipient who complained; it belongs to no case. */
  suppressed: Record<string, string>;
}

export const defaultTexts: PolicyTexts = {
  locked: {
    de: 'Versand gesperrt, Vorgang {case}',
    en: 'Sending is locked, case {case}',
  },
  throttled: {
    de: 'Zu viele Empfaenger in dieser Stunde, Vorgang {case}',
    en: 'Too many recipients within the hour, case {case}',
  },
  suppressed: {
    de: 'Dieser Empfaenger hat sich ueber Ihren Rundbrief beschwert und wird nicht mehr beliefert',
    en: 'This recipient complained about your mailing and is not served any more',
  },
};

export type Decision =
  /** Not ours: the next restriction of Postfix decides. */
  | { kind: 'pass' }
  | { kind: 'refuse'; action: string }
  /** Let through as long as there is quota, else answered with `action`. */
  | { kind: 'count'; login: string; recipientsPerHour: number; action: string };

export const PASS = 'DUNNO';

/**
 * No account: for this login the service gives no answer at all. The set-up test asks Postfix as this login and sees
 * whether it goes on without us.
 */
export const SILENT_LOGIN = 'silence@meldestelle.invalid';

/** Decides a request by the snapshot and the refused pairs. */
export function decide(
  request: PolicyRequest,
  snapshot: Snapshot,
  texts: PolicyTexts,
  refusals: Refusals = noRefusals,
): Decision {
  const { saslUsername: login } = request;
  if (login === '') return { kind: 'pass' };
  const restriction = snapshot.get(login);
  if (restriction?.mode === 'locked')
    return { kind: 'refuse', action: `554 5.7.1 ${textOf(texts.locked, defaultTexts.locked, restriction)}` };
  const refused = refusals.byLogin.get(login);
  if (restriction === undefined && refused === undefined) return { kind: 'pass' };
  // Counted once for each recipient; MAIL and DATA of the same mail are no further ones.
  if (request.protocolState !== 'RCPT') return { kind: 'pass' };
  if (refused?.marks.has(addressMark(refusals.key, comparableRecipient(request.recipient))))
    return {
      kind: 'refuse',
      action: `554 5.7.1 ${chosen(texts.suppressed, defaultTexts.suppressed, refused.language)}`,
    };
  if (restriction === undefined) return { kind: 'pass' };
  const action = `450 4.7.1 ${textOf(texts.throttled, defaultTexts.throttled, restriction)}`;
  return { kind: 'count', login, recipientsPerHour: restriction.recipientsPerHour ?? 0, action };
}

function textOf(
  texts: Record<string, string>,
  shipped: Record<string, string>,
  { language, caseNumber }: Restriction,
): string {
  return chosen(texts, shipped, language).replaceAll('{case}', caseNumber);
}

function chosen(texts: Record<string, string>, shipped: Record<string, string>, language: string): string {
  return texts[language] ?? texts['de'] ?? shipped[language] ?? shipped['de'] ?? 'Refused by policy';
}
