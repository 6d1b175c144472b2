// `npm run import-log -- [options] FILE…`: mail logs come into the database, packed or not, each line once. What a
// follower or an earlier import has read is left out. Exit 0 where every file was read, 1 where one was not, 2 for a
// wrong call.

import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endPrisma } from '@/lib/db/prisma';
import { endSql } from '@/lib/db/sql';
import { importLog } from '@/lib/desk/import-log';
import { EnvError, env, requireEnv } from '@/lib/env';
import type { LogShape } from '@/lib/maillog/create-reader';
import { logFormats, type LogFormat } from '@/lib/maillog/types';
import { ProgressBar } from './lib/progress-bar';

const USAGE = `usage: npm run -s import-log -- [options] FILE…
  --host NAME          the server whose log it is; default: the name in the lines
  --format FORMAT      ${logFormats.join(', ')}; default: as the lines look
  --time-zone ZONE     of lines that name none; default: DEFAULT_TIME_ZONE
  --syslog-name NAME   syslog_name of Postfix; default: postfix`;

const PROBLEMS = {
  'not-a-file': 'there is no such file',
  'not-readable': 'you are not allowed to read it',
  broken: 'it cannot be unpacked; what stands before the fault was read',
};

interface Call {
  files: string[];
  shape: LogShape;
}

function readCall(): Call | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        host: { type: 'string' },
        format: { type: 'string' },
        'time-zone': { type: 'string' },
        'syslog-name': { type: 'string' },
      },
    });
    const format = values.format ?? 'auto';
    const isFormat = format === 'auto' || logFormats.some((one) => one === format);
    if (!isFormat || positionals.length === 0) return null;
    const timeZone = values['time-zone'] ?? env().DEFAULT_TIME_ZONE;
    if (!isTimeZone(timeZone)) return null;
    return {
      files: positionals,
      shape: {
        format: format as LogFormat | 'auto',
        host: values.host?.toLowerCase() ?? null,
        timeZone,
        syslogName: values['syslog-name'] ?? 'postfix',
      },
    };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

async function importFile(file: string, shape: LogShape): Promise<boolean> {
  const path = resolve(file);
  // How long the content of a packed file is nobody knows before.
  const total = path.endsWith('.gz') || !existsSync(path) ? null : statSync(path).size;
  const bar = new ProgressBar(process.stderr, file, total);
  const outcome = await importLog(path, shape, { onBytes: (bytes) => bar.add(bytes) });
  bar.end();
  if (!outcome.ok) {
    console.error(`${file}: ${PROBLEMS[outcome.code]}.`);
    return false;
  }
  const { lines, unread, transactions, outside } = outcome.data;
  const notes = [
    ...(unread > 0 ? [`${unread} lines could not be read`] : []),
    ...(outside > 0
      ? [`${outside} transactions are older than MAIL_LOG_DAYS (${env().MAIL_LOG_DAYS}) or in the future`]
      : []),
    ...(lines === 0 ? ['everything was there already'] : []),
  ];
  console.log(
    `${file}: ${lines} lines, ${transactions} transactions${notes.map((note) => `; ${note}`).join('')}`,
  );
  return true;
}

async function main(): Promise<number> {
  const file = join(process.cwd(), '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const call = readCall();
  if (call === null) {
    console.error(USAGE);
    return 2;
  }
  requireEnv('DATABASE_URL');
  try {
    let failed = 0;
    for (const one of call.files) if (!(await importFile(one, call.shape))) failed += 1;
    return failed === 0 ? 0 : 1;
  } finally {
    await Promise.all([endSql(), endPrisma()]);
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof EnvError ? error.message : error);
    process.exit(error instanceof EnvError ? 2 : 1);
  },
);
