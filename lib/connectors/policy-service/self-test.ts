// The set-up test of our policy service, step by step: the service answers, Postfix can be asked, Postfix asks us before
// it permits anything, and it goes on where we are silent. It uses two logins that are nobody's, and leaves nothing behind.

import { createConnection } from 'node:net';
import { ConnectorFault, type ConnectorTestStep } from '@/lib/containment/types';
import type { Sql } from '@/lib/db/sql';
import { PASS, SILENT_LOGIN } from '@/lib/policy-service/decide';
import { probeByXclient, type XclientSettings } from '../smtp-probe/xclient-probe';
import { restrict, unrestrict } from './store';

const TEST_LOGIN = 'test@meldestelle.invalid';
const TEST_CASE = 'TEST';
/** Until the service has heard of a change and Postfix has asked again. */
const SETTLE_MS = 5_000;
const ASK_AGAIN_MS = 200;

export interface PolicyTestSetup {
  /** POLICY_LISTEN; undefined where it is not set. */
  listen: { host: string; port: number } | undefined;
  probe: XclientSettings | null;
  pool: Sql;
}

/** Runs the steps; the first that fails is the last. */
export async function testPolicyService(
  { listen, probe, pool }: PolicyTestSetup,
  signal: AbortSignal,
): Promise<ConnectorTestStep[]> {
  const steps: ConnectorTestStep[] = [];
  const add = (code: string, ok: boolean, detail: ConnectorTestStep['detail'] = {}): boolean => {
    steps.push({ code, ok, detail });
    return ok;
  };
  try {
    if (listen === undefined) return add('policy-not-set', false) ? steps : steps;
    const answer = await askDirectly(listen, signal);
    if (!add(answer === PASS ? 'policy-answers' : 'policy-silent', answer === PASS, { answer })) return steps;
    if (probe === null) return add('probe-not-set', false) ? steps : steps;
    const free = await probeByXclient(TEST_LOGIN, probe, signal);
    const isFree = free.result === 'does-not-hold';
    const code = {
      'does-not-hold': 'postfix-asked',
      holds: 'postfix-refuses',
      'not-provable': 'xclient-refused',
    };
    if (!add(code[free.result], isFree, free.detail)) return steps;
    const locked = await whileLocked(pool, () => refusal(probe, signal));
    if (!add(locked.isOurs ? 'line-works' : 'line-missing', locked.isOurs, locked.detail)) return steps;
    const silent = await probeByXclient(SILENT_LOGIN, probe, signal);
    const goesOn = silent.result === 'does-not-hold';
    add(goesOn ? 'fails-open' : 'fails-closed', goesOn, silent.detail);
  } catch (error) {
    if (!(error instanceof ConnectorFault)) throw error;
    add(error.code, false, error.detail);
  }
  return steps;
}

async function whileLocked<T>(pool: Sql, look: () => Promise<T>): Promise<T> {
  const restriction = { login: TEST_LOGIN, mode: 'locked', recipientsPerHour: null } as const;
  await restrict(pool, { ...restriction, caseNumber: TEST_CASE, idempotencyKey: 'set-up-test' });
  try {
    return await look();
  } finally {
    await unrestrict(pool, TEST_LOGIN, 'locked');
  }
}

/** Whether Postfix refuses the test's login in our words; asked until it has had time to hear of it. */
async function refusal(
  probe: XclientSettings,
  signal: AbortSignal,
): Promise<{ isOurs: boolean; detail: ConnectorTestStep['detail'] }> {
  const until = Date.now() + SETTLE_MS;
  for (;;) {
    const { result, detail } = await probeByXclient(TEST_LOGIN, probe, signal);
    const isOurs = result === 'holds' && detail['reply'] === 554;
    if (isOurs || Date.now() > until) return { isOurs, detail };
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

/** One request to the service itself; the action it answers, or what is wrong with it. */
function askDirectly({ host, port }: { host: string; port: number }, signal: AbortSignal): Promise<string> {
  const request = `request=smtpd_access_policy\nprotocol_state=RCPT\nsasl_username=${TEST_LOGIN}\n\n`;
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: host === '0.0.0.0' ? '127.0.0.1' : host, port, signal });
    let text = '';
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!text.includes('\n\n')) return;
      socket.destroy();
      resolve(/^action=(.*)$/m.exec(text)?.[1] ?? text.slice(0, 200));
    });
    socket.on('error', (error) =>
      reject(new ConnectorFault('failed', 'policy-silent', { reason: error.message })),
    );
    socket.on('close', () => resolve(text));
  });
}
