// The environment, parsed once, when it is first asked for. The only module that reads `process.env` (lint says so),
// so that importing it needs nothing set: tests and the build import freely.

import { parseEnv, type Env } from './configuration/parse-env';

export type { Env } from './configuration/parse-env';
export type { ImapSettings, MailboxSettings, MaildirSettings } from './configuration/mailboxes';

/** The configuration is wrong; `message` has one sentence per variable, each on its own line. */
export class EnvError extends Error {
  override name = 'EnvError';
}

let parsed: Env | undefined;

/** The configuration of this process. Throws `EnvError` where a variable is wrong. */
export function env(): Env {
  parsed ??= parseProcessEnv();
  return parsed;
}

function parseProcessEnv(): Env {
  const result = parseEnv(process.env);
  if (!result.ok) throw new EnvError(result.problems.join('\n'));
  return result.env;
}

type Needed = 'DATABASE_URL' | 'AUTH_SECRET' | 'SECRET_KEY';

/** A variable that the running product cannot do without. `npm start` sets all of them; throws `EnvError` where not. */
export function requireEnv<K extends Needed>(name: K): NonNullable<Env[K]> {
  const value = env()[name];
  if (value === undefined)
    throw new EnvError(`${name} is not set; npm start sets it, other ways of starting must too.`);
  return value as NonNullable<Env[K]>;
}
