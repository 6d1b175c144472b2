// Takes mail logs over syslog where SYSLOG_LISTEN says so, and writes them every second.

import { setTimeout as sleep } from 'node:timers/promises';
import { SyslogIntake } from '@/lib/desk/take-syslog';
import { env, EnvError } from '@/lib/env';
import { log } from '@/lib/log';
import { SyslogListener } from '@/lib/syslog/listener';
import { backoffMs } from './backoff';

const WRITE_MS = 1_000;

/** Serves until `signal` fires, then writes what was taken. `onListen` gets the port. Throws `EnvError` where it cannot listen. */
export async function receiveSyslog(signal: AbortSignal, onListen?: (port: number) => void): Promise<void> {
  const { SYSLOG_LISTEN: listen, SYSLOG_ALLOW: allow } = env();
  if (listen === undefined) return SyslogIntake.rest();
  const intake = await SyslogIntake.open();
  const listener = new SyslogListener({ ...listen, allow, take: (message) => intake.take(message) });
  const port = await listener.listen().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvError(`SYSLOG_LISTEN: cannot listen on ${listen.host}:${listen.port}: ${reason}.`, {
      cause: error,
    });
  });
  log('receive-syslog').info({ host: listen.host, port }, 'syslog is taken');
  onListen?.(port);
  let failures = 0;
  while (!signal.aborted) {
    await pause(failures === 0 ? WRITE_MS : backoffMs(failures), signal);
    failures = (await writeOnce(intake, listener)) ? 0 : failures + 1;
  }
  await listener.stop();
  await writeOnce(intake, listener);
}

async function writeOnce(intake: SyslogIntake, listener: SyslogListener): Promise<boolean> {
  const logger = log('receive-syslog');
  try {
    // Two calls: a batch that failed before, and what came since.
    if ((await intake.write()).lines > 0) await intake.write();
    listener.resume();
    if (listener.dropped > 0) {
      logger.warn({ dropped: listener.dropped }, 'datagrams came while none could be taken');
      await intake.lost();
      listener.dropped = 0;
    }
    return true;
  } catch (error) {
    logger.error({ err: error }, 'syslog lines could not be written; they are kept');
    return false;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
