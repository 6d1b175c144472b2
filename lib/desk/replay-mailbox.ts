// Runs the complaints of a file under a draft and under the policy in force, as if they had come when they were received.
// Nothing is filed; accounts that exist here lend their customer's bulk declaration and their link, nothing else.

import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from '@/lib/db/sql';
import { countReplayMails, nextReplayMails } from '@/lib/policies/draft-store';
import type { Policy } from '@/lib/scoring/policy';
import { replayAccount } from '@/lib/scoring/replay/replay-account';
import { RunTally } from '@/lib/scoring/replay/tally-runs';
import type { ReplayAccount, ReplayResult, ReplayWindow } from '@/lib/scoring/replay/types';
import { findReplayAccounts } from '@/lib/scoring/replay-store';
import { compareComplaints } from '@/lib/scoring/standing';
import type { DeskContext } from './desk-context';
import { FileReader, type FileComplaint } from './read-replay-mails';
import { replayTickMs, type OnProgress } from './replay-policy';

const chunkMails = 100;
/** Complaints of a file that are kept in memory; what comes after is left out. */
const maxComplaints = 100_000;

/** The result, or null where `onProgress` ended it; `no-complaints` where the file holds none that has an account. */
export async function replayMailbox(
  replayId: number,
  draft: Policy,
  context: DeskContext,
  now: Date,
  onProgress: OnProgress,
): Promise<ReplayResult | null | 'no-complaints'> {
  const began = performance.now();
  const reader = new FileReader(context, now);
  const complaints = await readFile(replayId, reader, onProgress);
  if (complaints === null) return null;
  const accounts = await groupByAccount(complaints);
  const times = complaints.map(({ complaint }) => complaint.receivedAt.getTime());
  if (times.length === 0) return 'no-complaints';
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const window: ReplayWindow = { from: new Date(first), to: new Date(last), tickMs: replayTickMs };
  const tally = new RunTally();
  for (const { isKnown, ...account } of accounts) {
    const runs = [context.policy, draft].map((policy) => replayAccount(account, policy, window));
    const named = { ...account, accountId: isKnown ? account.accountId : null };
    const [before, after] = runs;
    if (before && after) tally.add(named, account.complaints.length, before, after);
    await breathe();
  }
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    ...tally.result(),
    tookMs: Math.round(performance.now() - began),
    reproduced: null,
    mails: reader.counts,
  };
}

async function readFile(
  replayId: number,
  reader: FileReader,
  onProgress: OnProgress,
): Promise<FileComplaint[] | null> {
  const pool = sql();
  const total = await countReplayMails(pool, replayId);
  const complaints: FileComplaint[] = [];
  for (let after = 0; ;) {
    if (!(await onProgress(reader.counts.read, total))) return null;
    const mails = await nextReplayMails(pool, replayId, after, chunkMails);
    const last = mails.at(-1);
    if (last === undefined || complaints.length >= maxComplaints) return complaints;
    complaints.push(...(await reader.read(mails)));
    after = last.position;
    // Other work of the same process comes in between.
    await breathe();
  }
}

async function groupByAccount(
  complaints: FileComplaint[],
): Promise<(ReplayAccount & { isKnown: boolean })[]> {
  const groups = new Map<string, FileComplaint[]>();
  for (const one of complaints) {
    const key = `${one.account.kind} ${one.account.login}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const named = [...groups.values()].flatMap(([one]) => (one ? [one.account] : []));
  const known = await findReplayAccounts(sql(), named);
  const rows = new Map(known.map((row) => [`${row.kind} ${row.login}`, row]));
  return [...groups].map(([key, group], i) => {
    const { kind, login } = named[i] as FileComplaint['account'];
    const row = rows.get(key);
    return {
      ...{ kind, login, accountId: row?.accountId ?? 0, isKnown: row !== undefined },
      ...{ customerId: null, declaredBulk: row?.declaredBulk ?? false, since: null, rate: null, log: null },
      ...{ ownIncidents: [], otherIncidents: [], decisions: [] },
      complaints: group.map(({ complaint }) => complaint).sort(compareComplaints),
    };
  });
}
