// The log of web and workers: one JSON object a line on standard output. Never a mail's content, never a secret:
// what could carry one by accident is redacted by its name.

import pino, { type Logger } from 'pino';
import { env } from './env';

const SECRETS = ['password', 'pass', 'secret', 'token', 'authorization', 'cookie'];

let root: Logger | undefined;

function rootLogger(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  });
  return root;
}

export type { Logger };

/** A logger whose lines carry `part`, the name of the module or worker that writes them. */
export function log(part: string): Logger {
  return rootLogger().child({ part });
}
