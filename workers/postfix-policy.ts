// The policy service: answers Postfix where POLICY_LISTEN says so. It holds the restrictions in memory, hears of changes
// at once, reads all of them again every half minute, and goes on with the last it knew while the database is away.

import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '@/lib/db/sql';
import { leaseRecipients, policyServiceReturned, readPolicyState } from '@/lib/desk/policy-state';
import { env, EnvError } from '@/lib/env';
import { log } from '@/lib/log';
import { Quota } from '@/lib/policy-service/quota';
import { PolicyServer, type PolicyState } from '@/lib/policy-service/server';
import { Waker } from './waker';

const RELOAD_MS = 30_000;
/** Postfix waits two seconds for an answer (docs/containment.md): a lease that takes longer is none. */
const LEASE_MS = 1_000;

/** Serves until `signal` fires. `onListen` gets the port. Throws `EnvError` where it cannot listen. */
export async function answerPostfix(signal: AbortSignal, onListen?: (port: number) => void): Promise<void> {
  const listen = env().POLICY_LISTEN;
  if (listen === undefined) return;
  const logger = log('postfix-policy');
  let state: PolicyState = { snapshot: new Map(), texts: { locked: {}, throttled: {}, suppressed: {} } };
  const server = new PolicyServer(() => state, new Quota(leaseInTime));
  const wake = new Waker();
  const read = async (): Promise<boolean> => {
    try {
      state = await readPolicyState(state);
      return true;
    } catch (error) {
      logger.error({ err: error }, 'the restrictions could not be read; the last ones known hold');
      return false;
    }
  };
  const tellOfReturn = async (): Promise<boolean> => {
    try {
      await policyServiceReturned(new Date());
      return true;
    } catch (error) {
      logger.error({ err: error }, 'what is to hold could not be put to the proof; it is tried again');
      return false;
    }
  };
  // The first snapshot comes before the first answer: nobody passes because the service has just begun.
  while (!(await read()) && !signal.aborted) await wake.wait(1_000, signal);
  const port = await server.listen(listen.host, listen.port).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvError(`POLICY_LISTEN: cannot listen on ${listen.host}:${listen.port}: ${reason}.`, {
      cause: error,
    });
  });
  logger.info({ host: listen.host, port }, 'Postfix is answered');
  onListen?.(port);
  const listening = await Promise.all(
    ['send_restriction', 'suppression'].map((channel) => sql().listen(channel, () => wake.ring())),
  ).catch((error: unknown) => {
    logger.warn({ err: error }, 'changes are not announced; they are read every half minute');
    return [];
  });
  let wasAway = true;
  while (!signal.aborted) {
    const isThere = await read();
    wasAway = !isThere || (wasAway && !(await tellOfReturn()));
    await wake.wait(wasAway ? 1_000 : RELOAD_MS, signal);
  }
  await Promise.all(listening.map((one) => one.unlisten()));
  await server.stop();
}

async function leaseInTime(login: string, hour: number, limit: number, wanted: number): Promise<number> {
  const patience = sleep(LEASE_MS).then(() =>
    Promise.reject(new Error('the database did not answer in time')),
  );
  return Promise.race([leaseRecipients(login, hour, limit, wanted), patience]);
}
