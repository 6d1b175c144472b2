// The log of web and workers: one JSON object a line on standard output. Never a mail's content, never a secret:
// what could carry one by accident is redacted by its name, and of an error only what names its kind and place is kept.

import pino, { type Logger, type LoggerOptions } from 'pino';
import { env } from './env';

const SECRETS = [
  ...['password', 'pass', 'secret', 'token', 'authorization', 'cookie', 'credentials'],
  ...['apiKey', 'doveadmKey', 'signingSecret'],
];

/** Fields of errors that name a kind or a place. PostgreSQL's `detail` and `where` quote rows, so they are not here. */
const ERROR_FIELDS = [
  'code',
  'severity',
  'routine',
  'table_name',
  'column_name',
  'constraint_name',
  'syscall',
  'responseStatus',
];

let root: Logger | undefined;

/** An error as the log keeps it. PostgreSQL quotes the refused value in double quotes: it is left out. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isOfValue = 'code' in error && typeof error.code === 'string' && /^22[0-9A-Z]{3}$/.test(error.code);
  const clean = (text: string): string => (isOfValue ? text.replaceAll(/"[^"]*"/g, '"…"') : text);
  const fields = Object.entries(error).filter(([name]) => ERROR_FIELDS.includes(name));
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return {
    type: error.name,
    message: clean(error.message),
    stack: clean(error.stack ?? ''),
    ...Object.fromEntries(fields),
    ...cause,
  };
}

/** How every line is written. */
export function logOptions(level: string): LoggerOptions {
  return {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
}

function rootLogger(): Logger {
  root ??= pino(logOptions(env().LOG_LEVEL));
  return root;
}

export type { Logger };

/** A logger whose lines carry `part`, the name of the module or worker that writes them. */
export function log(part: string): Logger {
  return rootLogger().child({ part });
}
