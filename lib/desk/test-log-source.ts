// Use case: an administrator tries a log before following it: its last hundred lines are read, and what was understood
// is shown. Nothing is stored, and nothing of a file is shown that is no mail log.

import { hostname } from 'node:os';
import { readTail } from '@/lib/log-files/read-tail';
import { checkSettings } from '@/lib/log-sources/check-settings';
import type { LogSourceSettings } from '@/lib/log-sources/types';
import { createReader, detectFormat } from '@/lib/maillog/create-reader';
import { TransactionJoiner } from '@/lib/maillog/joiner';
import type { Fate, LogFormat, Origin } from '@/lib/maillog/types';
import { done, refused, refusedField, type Outcome } from './outcome';

const LINES = 100;
const SHOWN = 10;

export interface UnderstoodMail {
  /** ISO 8601. */
  at: string;
  host: string;
  queueId: string;
  origin: Origin;
  saslUser: string | null;
  fate: Fate;
}

/** What the last lines of a log say. */
export interface LogTest {
  format: LogFormat;
  lines: number;
  unread: number;
  /** ISO 8601; null where no line has a time. */
  lastLineAt: string | null;
  transactions: number;
  refusals: number;
  /** The latest. */
  mails: UnderstoodMail[];
}

/** Expected errors: `fields`; field `path`: `missing`, `denied`, `not-a-file`. */
export async function testLogSource(settings: LogSourceSettings): Promise<Outcome<LogTest>> {
  const fields = checkSettings(settings);
  if (Object.keys(fields).length > 0) return refused('fields', { fields });
  try {
    const { lines, mtimeMs } = await readTail(settings.path, LINES);
    return done(understand(lines, mtimeMs, settings));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? CODES[String(error.code)] : undefined;
    if (code === undefined) throw error;
    return refusedField('path', code);
  }
}

const CODES: Record<string, string> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EACCES: 'denied',
  EPERM: 'denied',
  EISDIR: 'not-a-file',
};

function understand(lines: Buffer, mtimeMs: number, settings: LogSourceSettings): LogTest {
  const format = settings.format === 'auto' ? detectFormat(lines) : settings.format;
  const shape = { ...settings, format, host: settings.host === '' ? null : settings.host };
  const context = { beginning: lines, reference: mtimeMs, ownHost: hostname().toLowerCase() };
  const joiner = new TransactionJoiner(createReader(shape, context));
  joiner.feed(lines);
  const batch = joiner.take();
  return {
    format,
    lines: batch.lines,
    unread: batch.unread,
    lastLineAt: Number.isNaN(batch.lastLineAt) ? null : new Date(batch.lastLineAt).toISOString(),
    transactions: batch.parts.length,
    refusals: batch.refusals.length,
    mails: batch.parts.slice(-SHOWN).map((part) => ({
      at: new Date(part.lastAt).toISOString(),
      host: part.host,
      queueId: part.queueId,
      origin: part.origin,
      saslUser: part.saslUser,
      fate: part.fate(),
    })),
  };
}
