// The registered fields of a feedback report, and how often each may stand.
// Promise: data only. What is not here is an extension field and kept as it is.
// Source: RFC 5965 §3 and §7.3, RFC 6591 §3, RFC 6692 §3, RFC 7489 §7.3.1.

/** Spelling of the registry by lower-case name, for the fields that have a place of their own. */
export const FIELD_NAMES = {
  'feedback-type': 'Feedback-Type',
  'user-agent': 'User-Agent',
  version: 'Version',
  'original-envelope-id': 'Original-Envelope-Id',
  'original-mail-from': 'Original-Mail-From',
  'arrival-date': 'Arrival-Date',
  'received-date': 'Received-Date',
  'reporting-mta': 'Reporting-MTA',
  'source-ip': 'Source-IP',
  'source-port': 'Source-Port',
  incidents: 'Incidents',
  'authentication-results': 'Authentication-Results',
  'original-rcpt-to': 'Original-Rcpt-To',
  'reported-domain': 'Reported-Domain',
  'reported-uri': 'Reported-URI',
  'auth-failure': 'Auth-Failure',
  'delivery-result': 'Delivery-Result',
  'dkim-domain': 'DKIM-Domain',
  'dkim-identity': 'DKIM-Identity',
  'dkim-selector': 'DKIM-Selector',
  'identity-alignment': 'Identity-Alignment',
} as const;

export type FieldKey = keyof typeof FIELD_NAMES;

/** RFC 5965 §3.3: these may stand any number of times. */
export const REPEATABLE: ReadonlySet<FieldKey> = new Set<FieldKey>([
  'authentication-results',
  'original-rcpt-to',
  'reported-domain',
  'reported-uri',
]);

const REGISTERED = new Map<string, string>(Object.entries(FIELD_NAMES));

/** True for a lower-case name that the registry knows. */
export function isRegistered(key: string): key is FieldKey {
  return REGISTERED.has(key);
}
