// An address of an access customer, beside what the log shows.

import { describe, expect, it } from 'vitest';
import type { ConnectionKnowledge } from '@/lib/connections/types';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import { ask, hour, logOf, mail, minute, received, sent, short, submission } from './testing/log-case';

describe('an address of an access customer', () => {
  const session = {
    from: sent - hour,
    to: sent + hour,
    connection: 'dsl-1',
    customerNo: null,
    isEndGuessed: false,
  };
  const connections: ConnectionKnowledge = {
    ip: '203.0.113.7',
    port: null,
    at: sent,
    candidates: [{ kind: 'session', network: '203.0.113.7', portFrom: null, portTo: null, ...session }],
  };
  const input = { sourceIp: '203.0.113.7' };
  const quiet = () =>
    logOf(submission.replaceAll('4jWzdS1wk8zL51j', '4jWzdS1wk8zL99j').replace('m1@', 'm9@'));

  it('is the mailbox’s where the log shows a login from there', async () => {
    const result = await ask(logOf(submission), mail([received]), { connections, input });
    expect(short(result)).toBe('log-queue-id, sent-by-account, mailbox anna@kunde.example, 1');
  });

  it('is the connection’s where the log covers the time and knows nothing of the mail', async () => {
    const result = await ask(quiet(), mail([received]), { connections, input });
    expect(short(result)).toBe('connection, sent-by-connection, connection dsl-1, 0.9');
  });

  it('waits for a log that is behind, and says the connection when it does not come', async () => {
    const behind = [{ host: 'mail1', from: sent - 72 * hour, to: sent - hour }];
    const asked = { connections, input, coverage: behind };
    const early = await ask(new MemoryMailLog(), mail([received]), { ...asked, now: sent + hour + minute });
    expect([early.verdict, early.factor, early.wait?.host]).toEqual(['waiting', 0, 'mail1']);
    const late = await ask(new MemoryMailLog(), mail([received]), {
      ...asked,
      now: sent + hour + 15 * minute,
    });
    expect([short(late), late.wait?.host]).toEqual([
      'connection, sent-by-connection, connection dsl-1, 0.9',
      'mail1',
    ]);
  });
});
