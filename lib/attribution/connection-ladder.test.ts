// Who had the address: sessions, prefixes, shared addresses, and clocks that differ.

import { describe, expect, test } from 'vitest';
import type { ConnectionCandidate } from '@/lib/connections/types';
import { attribute } from './ladder';
import type { AttributionInput, AttributionPolicy, OwnNetwork } from './types';

const policy: AttributionPolicy = {
  attribution: { queueId: 1, messageId: 0.9, claim: 0.6, senderOnly: 0.3 },
};
const network: OwnNetwork = {
  hostedDomains: new Set(['example.com']),
  hostNames: new Set(['mail1.example.com']),
  ranges: [],
  senderHeaders: [],
};
const at = Date.UTC(2026, 10, 21, 18);
const minute = 60_000;

const input = (port: number | null): AttributionInput => ({
  reported: null,
  sourceIp: '198.51.100.9',
  sourcePort: port,
  arrivalDate: new Date(at).toISOString(),
  originalMailFrom: 'someone@example.com',
});

const session = (connection: string, extra: Partial<ConnectionCandidate> = {}): ConnectionCandidate => ({
  kind: 'session',
  network: '198.51.100.9',
  portFrom: null,
  portTo: null,
  from: at - 60 * minute,
  to: at + 60 * minute,
  connection,
  customerNo: null,
  isEndGuessed: false,
  ...extra,
});
const prefix = (connection: string, text: string): ConnectionCandidate =>
  session(connection, { kind: 'prefix', network: text, from: null, to: null });

function asked(candidates: ConnectionCandidate[], port: number | null = null, when: number | null = at) {
  const knowledge = { ip: '198.51.100.9', port, at: when, candidates };
  const result = attribute(input(port), network, policy, null, undefined, knowledge);
  return [result.rung, result.verdict, result.account?.login ?? null, result.factor];
}

const block = { portFrom: 1024, portTo: 2047 };
const nextBlock = { portFrom: 2048, portTo: 3071 };

describe('sessions', () => {
  test('with the very port are as sure as a line of the log', () => {
    expect(asked([session('a', block), session('b', nextBlock)], 2000)).toEqual([
      'connection-port',
      'sent-by-connection',
      'a',
      1,
    ]);
    expect(asked([session('a', block), session('b', nextBlock)], 2048)).toEqual([
      'connection-port',
      'sent-by-connection',
      'b',
      1,
    ]);
  });

  test('of a whole address go before who the sender says he is', () => {
    expect(asked([session('a', { customerNo: 'K-1' })])).toEqual([
      'connection',
      'sent-by-connection',
      'a',
      0.9,
    ]);
    const knowledge = {
      ip: '198.51.100.9',
      port: null,
      at,
      candidates: [session('a', { customerNo: 'K-1' })],
    };
    const { account } = attribute(input(null), network, policy, null, undefined, knowledge);
    expect(account).toEqual({ kind: 'connection', login: 'a', domain: null, customerNo: 'K-1' });
  });

  test('of a shared address say nothing without the port, even where one is known alone', () => {
    expect(asked([session('a', block), session('b', nextBlock)])).toEqual([
      'connection',
      'ambiguous',
      null,
      0,
    ]);
    expect(asked([session('a', block)])).toEqual(['connection', 'ambiguous', null, 0]);
  });

  test('that overlap are no coin toss, unless they are the same connection’s', () => {
    expect(asked([session('a'), session('b')])).toEqual(['connection', 'ambiguous', null, 0]);
    expect(asked([session('a', { to: at }), session('a', { from: at })])).toEqual([
      'connection',
      'sent-by-connection',
      'a',
      0.9,
    ]);
  });

  test('that change hands within what clocks may differ are no coin toss either', () => {
    const change = (moment: number) => [session('a', { to: moment }), session('b', { from: moment })];
    expect(asked(change(at - 5 * minute))).toEqual(['connection', 'ambiguous', null, 0]);
    expect(asked(change(at + 5 * minute))).toEqual(['connection', 'ambiguous', null, 0]);
    expect(asked(change(at - 7 * minute))[2]).toBe('b');
    expect(asked(change(at + 7 * minute))[2]).toBe('a');
  });

  test('of another time or port leave the sender to speak for himself', () => {
    const other = ['envelope', 'claimed', 'someone@example.com', 0.3];
    expect(asked([session('a', { to: at - 10 * minute })])).toEqual(other);
    expect(asked([session('a', block)], 9000)).toEqual(other);
    expect(asked([session('a')], null, null)).toEqual(other);
    expect(asked([])).toEqual(other);
  });
});

describe('prefixes', () => {
  test('count where no session speaks, the narrowest first', () => {
    expect(asked([prefix('pool', '198.51.100.0/24'), prefix('a', '198.51.100.8/29')])[2]).toBe('a');
    expect(asked([prefix('pool', '198.51.100.0/24'), session('b')])[2]).toBe('b');
    expect(asked([prefix('a', '198.51.100.8/29'), prefix('b', '198.51.100.8/29')])[1]).toBe('ambiguous');
  });
});

describe('the evidence', () => {
  test('holds the lines that carry it, and why nothing was decided', () => {
    const knowledge = { ip: '198.51.100.9', port: null, at, candidates: [session('a', block)] };
    const { evidence } = attribute(input(null), network, policy, null, undefined, knowledge);
    expect(evidence.filter(({ rung }) => rung === 'connection')).toEqual([
      {
        rung: 'connection',
        code: 'connection-candidate',
        field: '198.51.100.9 port 1024–2047',
        value: 'a, 2026-11-21T17:00:00.000Z – 2026-11-21T19:00:00.000Z',
        holds: false,
      },
      {
        rung: 'connection',
        code: 'connection-port-missing',
        field: 'Source-Port',
        value: '198.51.100.9',
        holds: false,
      },
    ]);
  });
});
