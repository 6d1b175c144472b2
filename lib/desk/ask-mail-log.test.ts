// A batch asks the mail log once per kind of question, and each mail gets its own answers.

import { describe, expect, it } from 'vitest';
import type { ClueSource } from '@/lib/attribution/log-clues';
import { buildOwnNetwork } from '@/lib/attribution/own-network';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import { askMailLog, type ConnectedLog } from './ask-mail-log';

const network = buildOwnNetwork([{ kind: 'host', value: 'mail1.example.com' }]);
const now = new Date('2026-11-21T18:00:00Z');

function line(n: number): string {
  return `2026-11-21T16:26:2${n}+00:00 mail1 postfix/smtpd[4]: 0F5383${n}: client=a[192.0.2.7], sasl_method=PLAIN, sasl_username=a${n}@example.com
2026-11-21T16:26:2${n}+00:00 mail1 postfix/cleanup[4]: 0F5383${n}: message-id=<m${n}@pc.example>
`;
}

function source(n: number, hasHop: boolean): ClueSource {
  const received = hasHop
    ? [
        `from pc ([192.0.2.7]) by mail1.example.com with ESMTPSA id 0F5383${n}; Sat, 21 Nov 2026 16:26:2${n} +0000`,
      ]
    : [];
  return {
    input: {
      reported: {
        kind: 'headers',
        messageId: `<m${n}@pc.example>`,
        from: null,
        to: null,
        subject: null,
        date: null,
        subjectText: null,
        fromAddress: null,
        returnPath: null,
        sentAt: null,
        received,
        headers: [],
        listUnsubscribe: false,
        feedbackId: null,
        receivedCount: received.length,
        dkimDomains: [],
      },
      sourceIp: null,
      sourcePort: null,
      arrivalDate: null,
      originalMailFrom: null,
    },
    recipients: [],
    mailDate: new Date('2026-11-21T16:26:20Z'),
    receivedAt: now,
  };
}

const connected = (lookup: MemoryMailLog): ConnectedLog => ({
  lookup,
  coverage: lookup.covered,
  waitMs: 900_000,
});

describe('a batch', () => {
  it('asks once for each kind of question and gives each mail its own answers', async () => {
    const log = new MemoryMailLog().add([1, 2, 3].map(line).join(''));
    log.covered = [{ host: 'mail1', from: 0, to: now.getTime() }];
    const known = await askMailLog(
      [source(1, true), source(2, false), source(3, true)],
      connected(log),
      network,
      now,
    );
    expect(log.asked).toBe(2);
    const users = (which: 'byQueueId' | 'byMessageId') =>
      known.map((one) => one?.answers[which].map(({ saslUser }) => saslUser));
    expect(users('byQueueId')).toEqual([['a1@example.com'], [], ['a3@example.com']]);
    expect(users('byMessageId')).toEqual([['a1@example.com'], ['a2@example.com'], ['a3@example.com']]);
  });

  it('asks once more, of the mails alone that a local program sent and whose reports hide the Message-ID', async () => {
    const local = line(2).replace(
      'client=a[192.0.2.7], sasl_method=PLAIN, sasl_username=a2@example.com',
      'uid=5000 from=<x>',
    );
    const arrived = line(2)
      .replaceAll('0F53832', '0F53839')
      .replace(/, sasl_method.*com/, '');
    const log = new MemoryMailLog().add(line(1) + local.replace('smtpd', 'pickup') + arrived + line(3));
    log.covered = [{ host: 'mail1', from: 0, to: now.getTime() }];
    const hidden = (n: number): ClueSource => {
      const { input, ...rest } = source(n, true);
      const { reported } = input;
      return {
        ...rest,
        input: { ...input, reported: reported === null ? null : { ...reported, messageId: null } },
      };
    };
    const known = await askMailLog([hidden(1), hidden(2), source(3, true)], connected(log), network, now);
    expect(log.asked).toBe(3);
    expect(known.map((one) => (one?.answers.arrivals ?? []).map(({ queueId }) => queueId))).toEqual([
      [],
      ['0F53832', '0F53839'],
      [],
    ]);
  });

  it('asks nothing where no log is connected', async () => {
    const log = new MemoryMailLog();
    expect(await askMailLog([source(1, true)], connected(log), network, now)).toEqual([null]);
    expect(await askMailLog([source(1, true)], null, network, now)).toEqual([null]);
    expect(log.asked).toBe(0);
  });
});
