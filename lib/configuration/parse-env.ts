// Turns an environment into the configuration, or into one sentence per mistake. Pure; `lib/env.ts` applies it to
// the process once.

import { readMailboxes, type MailboxSettings } from './mailboxes';
import { checkNotices } from './notices';
import { readVariable, type Problems, type Variables } from './read-variable';
import { defaults, variables } from './variables';

type Defaults = typeof defaults;
type Read = {
  [K in keyof typeof variables]: (typeof variables)[K]['schema']['_output'];
};

/** The configuration. Names are those of the variables; what has no default and is not set is undefined. */
export type Env = { [K in keyof Defaults]: Defaults[K] } & Partial<
  Omit<Read, keyof Defaults | 'PUBLIC_URL'>
> & {
    /** Origin that browsers use, without a slash at its end. */
    PUBLIC_URL: string;
    /** The mailboxes that the environment describes. */
    mailboxes: MailboxSettings[];
  };

export type ParsedEnv = { ok: true; env: Env } | { ok: false; problems: string[] };

/**
 * Reads `record`. Absent and empty variables take their defaults.
 * Errors: `problems`, one English sentence for each wrong variable, naming it, what it must be, and an example.
 */
export function parseEnv(record: Variables): ParsedEnv {
  const problems: Problems = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const value = readVariable<unknown>(record, name, variable, problems);
    if (value !== undefined) values[name] = value;
  }
  const merged = { ...defaults, ...(values as Partial<Read>) };
  const mailboxes = readMailboxes(record, problems);
  checkLmtp(merged, problems);
  checkSyslog(merged, problems);
  checkNotices(merged, problems);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, env: { ...merged, PUBLIC_URL: merged.PUBLIC_URL ?? localOrigin(merged), mailboxes } };
}

/** Who can reach the LMTP port can file complaints: beyond this machine it must be said who may. */
function checkLmtp({ LMTP_LISTEN: listen, LMTP_ALLOW: allow }: Partial<Read>, problems: Problems): void {
  if (listen?.kind !== 'tcp' || allow === undefined || allow.length > 0) return;
  if (listen.host === '::1' || listen.host.startsWith('127.')) return;
  problems.push(
    `LMTP_ALLOW is missing: LMTP_LISTEN (${listen.host}) can be reached from other machines, so LMTP_ALLOW must name ` +
      'the addresses of your mail servers, for example 192.0.2.25.',
  );
}

/** Who can reach the syslog port can write a log: beyond this machine it must be said who may. */
function checkSyslog(
  { SYSLOG_LISTEN: listen, SYSLOG_ALLOW: allow }: Partial<Read>,
  problems: Problems,
): void {
  if (listen === undefined || allow === undefined || allow.length > 0) return;
  if (listen.host === '::1' || listen.host.startsWith('127.')) return;
  problems.push(
    `SYSLOG_ALLOW is missing: SYSLOG_LISTEN (${listen.host}) can be reached from other machines, so SYSLOG_ALLOW must ` +
      'name the addresses of your mail servers, for example 192.0.2.25.',
  );
}

function localOrigin({ HOST, PORT }: { HOST: string; PORT: number }): string {
  const host = ['0.0.0.0', '::', '::1', '127.0.0.1'].includes(HOST) ? 'localhost' : HOST;
  return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${PORT}`).origin;
}
