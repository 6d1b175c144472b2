// The LMTP worker as a process of its own, for tests that kill it: `lmtp-entry.ts [POINT[:N]]` dies by SIGKILL at the
// N-th passing of the named point. Nothing in the product starts this file.

import { endPrisma } from '@/lib/db/prisma';
import { endSql } from '@/lib/db/sql';
import { createReach, parseFailpoint } from '@/lib/intake/failpoints';
import { receiveLmtp } from '../receive-lmtp';

const text = process.argv[2];
const spec = text === undefined ? null : parseFailpoint(text);
if (text !== undefined && spec === null) throw new Error(`there is no failpoint ${text}`);

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await receiveLmtp(
  stop.signal,
  createReach(spec, () => process.kill(process.pid, 'SIGKILL')),
);
await Promise.all([endSql(), endPrisma()]);
