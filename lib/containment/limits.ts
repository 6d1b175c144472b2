// The numbers of containment, each with its reason.

/** A connector that has not answered by then: its outcome is unknown. Longer than any API's own time-out we know of. */
export const connectorPatienceMs = 20_000;

/** Whoever carries a measure out and dies is followed after this: all steps of one attempt with their full patience. */
export const claimSeconds = 120;

/** So long a lock that has not been tried yet keeps the measures waiting that mean little before it. */
export const lockFirstSeconds = 60;

/** How long until the next attempt, by failures in a row; a hijacked account sends on meanwhile, so the first come soon. */
export const retryDelaysSeconds = [2, 5, 15, 60, 300, 900] as const;

/** What stands is read back and proved again after this time. */
export const recheckSeconds = 3_600;

/** A measure that was applied but can be proved by nothing is looked at as often as one that is proved. */
export const unprovedRecheckSeconds = 3_600;

/** A hold is repeated before Postfix tries deferred mail a second time (minimal_backoff_time is 300 s). */
export const holdRepeatSeconds = 240;

/** More measures than this within an hour through one connector are a mistake or an attack until an admin says otherwise. */
export const connectorHourLimit = 20;

/** Local parts that many people or the operation itself depend on (RFC 2142 and usage). */
export const roleLocalParts: ReadonlySet<string> = new Set([
  'abuse',
  'admin',
  'administrator',
  'billing',
  'hostmaster',
  'info',
  'mailer-daemon',
  'noc',
  'noreply',
  'no-reply',
  'postmaster',
  'root',
  'sales',
  'security',
  'support',
  'webmaster',
]);
