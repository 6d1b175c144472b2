// All workers as one process, or some of them: `workers/main.ts` starts everything, `workers/main.ts poll-mailbox` only
// what is named. A worker that ends with an error ends the process, and whoever supervises it starts it again.

import { endPrisma } from '@/lib/db/prisma';
import { endSql } from '@/lib/db/sql';
import { beatWorkers } from '@/lib/desk/beat-workers';
import { EnvError, env } from '@/lib/env';
import { log } from '@/lib/log';

type Worker = (signal: AbortSignal) => Promise<void>;

/** Loaded when they are started: a process holds the modules of its own workers alone. */
const workers: Record<string, () => Promise<Worker>> = {
  'carry-out-measures': async () => (await import('./carry-out-measures')).carryOutMeasures,
  'follow-maillog': async () => (await import('./follow-maillog')).followMaillog,
  'poll-mailbox': async () => (await import('./poll-mailbox')).pollMailboxes,
  'postfix-policy': async () => (await import('./postfix-policy')).answerPostfix,
  'process-messages': async () => (await import('./process-messages')).processMessages,
  'receive-lmtp': async () => (await import('./receive-lmtp')).receiveLmtp,
  'receive-syslog': async () => (await import('./receive-syslog')).receiveSyslog,
  'run-jobs': async () => (await import('./run-jobs')).runJobs,
  'run-sample-provider': async () => (await import('./run-sample-provider')).runSampleProvider,
  'send-notices': async () => (await import('./send-notices')).sendNotices,
  'send-outgoing': async () => (await import('./send-outgoing')).sendOutgoing,
};

/** The workers named on the command line, or all that this configuration needs. */
function chosen(names: string[]): [name: string, load: () => Promise<Worker>][] {
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
  const wanted = chosen(process.argv.slice(2));
  const names = wanted.map(([name]) => name);
  const started = await Promise.all(wanted.map(([, load]) => load()));
  log('workers').info({ workers: names }, 'workers started');
  const beats = beatWorkers(names, stop.signal);
  try {
    await Promise.all(
      started.map((run) =>
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
