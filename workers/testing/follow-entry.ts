// The follower of mail logs as a process of its own, for tests that kill it. Nothing in the product starts this file.

import { endPrisma } from '@/lib/db/prisma';
import { endSql } from '@/lib/db/sql';
import { followMaillog } from '../follow-maillog';

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await followMaillog(stop.signal, { passMs: 5 });
await Promise.all([endSql(), endPrisma()]);
