// Why a log cannot be read, where people see it: on its source, as a code that the screen translates and the system's words.

import { sql } from '@/lib/db/sql';
import { noteFailure } from '@/lib/log-sources/store';
import type { FollowProblem } from './follow-log';

/** Codes of the system that a person can do something about. */
const CODES: Record<string, string> = {
  EACCES: 'denied',
  EPERM: 'denied',
  ENOENT: 'missing',
  ENOTDIR: 'missing',
};

/** Notes a problem of a pass, or an error that ended it. Throws where the database does not answer. */
export async function recordLogFailure(id: number, failure: FollowProblem | Error): Promise<void> {
  await noteFailure(sql(), id, textOf(failure));
}

function textOf(failure: FollowProblem | Error): string {
  if (!(failure instanceof Error)) return `${failure.code}: ${failure.path}`;
  const code = 'code' in failure ? (CODES[String(failure.code)] ?? 'failed') : 'failed';
  return `${code}: ${failure.message}`;
}
