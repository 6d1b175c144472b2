// All workers as one process, or some of them: `workers/main.ts` starts everything, `workers/main.ts poll-mailbox` only
// what is named. A worker that ends with an error ends the process, and whoever supervises it starts it again.

import { endPrisma } from '@/lib/db/prisma';
import { endSql } from '@/lib/db/sql';
import { beatWorkers } from '@/lib/desk/beat-workers';
import { EnvError, env } from '@/lib/env';
import { log } from '@/lib/log';
import { followMaillog } from './follow-maillog';
import { carryOutMeasures } from './carry-out-measures';
import { pollMailboxes } from './poll-mailbox';
import { answerPostfix } from './postfix-policy';
import { processMessages } from './process-messages';
import { receiveLmtp } from './receive-lmtp';
import { receiveSyslog } from './receive-syslog';
import { runJobs } from './run-jobs';
import { runSampleProvider } from './run-sample-provider';
import { sendNotices } from './send-notices';
import { sendOutgoing } from './send-outgoing';

type Worker = (signal: AbortSignal) => Promise<void>;

const workers: Record<string, Worker> = {
  'carry-out-measures': carryOutMeasures,
  'follow-maillog': (signal) => followMaillog(signal),
  'poll-mailbox': pollMailboxes,
  'postfix-policy': (signal) => answerPostfix(signal),
  'process-messages': processMessages,
  'receive-lmtp': receiveLmtp,
  'receive-syslog': (signal) => receiveSyslog(signal),
  'run-jobs': runJobs,
  'run-sample-provider': runSampleProvider,
  'send-notices': sendNotices,
  'send-outgoing': sendOutgoing,
};

/** The workers named on the command line, or all that this configuration needs. */
function chosen(names: string[]): [string, Worker][] {
  const unknown = names.filter((name) => !(name in workers));
  if (unknown.length > 0) {
    throw new EnvError(
      `There is no worker ${unknown.join(', ')}; there are ${Object.keys(workers).join(', ')}.`,
    );
  }
  const needed: Record<string, boolean> = {
    'run-sample-provider': env().SAMPLE_PROVIDER,
    'receive-lmtp': env().LMTP_LISTEN !== undefined,
    'postfix-policy': env().POLICY_LISTEN !== undefined,
    'receive-syslog': env().SYSLOG_LISTEN !== undefined,
  };
  const all = Object.entries(workers).filter(([name]) => needed[name] !== false);
  return names.length > 0 ? all.filter(([name]) => names.includes(name)) : all;
}

async function main(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const started = chosen(process.argv.slice(2));
  const names = started.map(([name]) => name);
  log('workers').info({ workers: names }, 'workers started');
  const beats = beatWorkers(names, stop.signal);
  try {
    await Promise.all(
      started.map(([, run]) =>
        run(stop.signal).catch((error: unknown) => {
          stop.abort();
          throw error;
        }),
      ),
    );
  } finally {
    stop.abort();
    await Promise.allSettled([beats]);
    await Promise.allSettled([endSql(), endPrisma()]);
  }
  log('workers').info('workers stopped');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof EnvError) console.error(error.message);
    else log('workers').fatal({ err: error }, 'a worker failed');
    process.exit(1);
  },
);
