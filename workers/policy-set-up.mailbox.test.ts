// The set-up test of the policy service against a real Postfix: it is green on the documented line, and names what is
// wrong with one that stands too late or would stop everybody's mail.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testPolicyService } from '@/lib/connectors/policy-service/self-test';
import { hasMailServer, startMailServer, type MailServer } from '@/lib/connectors/testing/mail-server';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { freePort } from '@/lib/mailbox/testing/dovecot';

const policyPort = await freePort();
vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  return { ...real, env: () => ({ ...real.env(), POLICY_LISTEN: { host: '127.0.0.1', port: policyPort } }) };
});
const { answerPostfix } = await import('./postfix-policy');

const documented = `check_policy_service { inet:127.0.0.1:${policyPort}, timeout=2s, try_limit=1, default_action=DUNNO },`;

describe.runIf(hasMailServer)('the set-up test of the policy service', () => {
  let db: TestDatabase;
  let mail: MailServer | undefined;
  let stop: AbortController;
  let running: Promise<void>;

  beforeEach(async () => {
    db = await freshDatabase();
    stop = new AbortController();
    await new Promise<number>((resolve) => {
      running = answerPostfix(stop.signal, resolve);
    });
  });
  afterEach(async () => {
    stop.abort();
    await running;
    await mail?.stop();
    await db.drop();
  });

  async function codes(before: string, listen: number | null = policyPort): Promise<string[]> {
    mail = await startMailServer({ before });
    const probe = {
      host: '127.0.0.1',
      port: mail.port,
      recipient: 'probe@example.net',
      clientAddress: '192.0.2.7',
    };
    const steps = await testPolicyService(
      { listen: listen === null ? undefined : { host: '127.0.0.1', port: listen }, probe, pool: db.sql },
      AbortSignal.timeout(20_000),
    );
    expect(await db.sql`SELECT 1 FROM send_restriction`, 'it leaves nothing behind').toHaveLength(0);
    return steps.map(({ code, ok }) => (ok ? code : `not ok: ${code}`));
  }

  it('is green on the documented line', async () => {
    expect(await codes(documented)).toEqual(['policy-answers', 'postfix-asked', 'line-works', 'fails-open']);
  }, 60_000);

  it('says that Postfix asks too late where something is permitted before', async () => {
    expect((await codes(`permit_sasl_authenticated, ${documented}`)).at(-1)).toBe('not ok: line-missing');
  }, 60_000);

  it('says that a failure of ours would stop the mail of all where the line does not fail open', async () => {
    const closed = `check_policy_service { inet:127.0.0.1:${policyPort}, timeout=2s, try_limit=1 },`;
    expect((await codes(closed)).at(-1)).toBe('not ok: fails-closed');
  }, 60_000);

  it('says that the service is off or silent before Postfix is asked', async () => {
    expect(await codes(documented, null)).toEqual(['not ok: policy-not-set']);
    await mail?.stop();
    expect(await codes(documented, await freePort())).toEqual(['not ok: policy-silent']);
  }, 60_000);
});
