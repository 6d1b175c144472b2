// What the policy service answers: pure. A locked account is refused at each recipient, so that a session that is signed
// in already stops too; a throttled one is put off above its recipients an hour. Everything else is none of its business.

import type { PolicyRequest } from './protocol';

export interface Restriction {
  mode: 'locked' | 'throttled';
  recipientsPerHour: number | null;
  caseNumber: string;
  language: string;
}

/** Restrictions by login. A lock outweighs a throttle. */
export type Snapshot = ReadonlyMap<string, Restriction>;

/** Texts by language, ASCII (RFC 5321 §4.2); `{case}` is the case's number. */
export interface PolicyTexts {
  locked: Record<string, string>;
  throttled: Record<string, string>;
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

/** Decides a request by the snapshot. */
export function decide(request: PolicyRequest, snapshot: Snapshot, texts: PolicyTexts): Decision {
  const { saslUsername: login } = request;
  if (login === '') return { kind: 'pass' };
  const restriction = snapshot.get(login);
  if (restriction === undefined) return { kind: 'pass' };
  if (restriction.mode === 'locked')
    return { kind: 'refuse', action: `554 5.7.1 ${textOf(texts.locked, defaultTexts.locked, restriction)}` };
  // Counted once for each recipient; MAIL and DATA of the same mail are no further ones.
  if (request.protocolState !== 'RCPT') return { kind: 'pass' };
  const action = `450 4.7.1 ${textOf(texts.throttled, defaultTexts.throttled, restriction)}`;
  return { kind: 'count', login, recipientsPerHour: restriction.recipientsPerHour ?? 0, action };
}

function textOf(
  texts: Record<string, string>,
  shipped: Record<string, string>,
  { language, caseNumber }: Restriction,
): string {
  const text =
    texts[language] ??
    texts['de'] ??
    shipped[language] ??
    shipped['de'] ??
    'Versand gesperrt, Vorgang {case}';
  return text.replaceAll('{case}', caseNumber);
}
