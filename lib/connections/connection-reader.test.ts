import { describe, expect, test } from 'vitest';
import { zoneOffset } from '@/lib/maillog/clock';
import { ConnectionReader } from './connection-reader';
import { readMoment } from './read-moment';
import type { ConnectionKind } from './types';

const berlin = zoneOffset('Europe/Berlin');
const at = (text: string): number => Date.parse(text);

function read(kind: ConnectionKind, text: string) {
  const reader = new ConnectionReader(kind, berlin);
  return text.split('\n').flatMap((line) => {
    const one = reader.read(line);
    return one.kind === 'nothing' ? [] : [one.kind === 'row' ? one.row : one.problem];
  });
}

describe('moments', () => {
  test.each([
    ['2026-11-21T19:00:00Z', '2026-11-21T19:00:00Z'],
    ['2026-11-21 20:00:00+01:00', '2026-11-21T19:00:00Z'],
    ['2026-11-21T20:00:00.123+0100', '2026-11-21T19:00:00Z'],
    ['2026-11-21 20:00:00', '2026-11-21T19:00:00Z'],
    ['21.11.2026 20:00:00', '2026-11-21T19:00:00Z'],
    ['2026-07-21 20:00', '2026-07-21T18:00:00Z'],
    ['2026-11-21', '2026-11-20T23:00:00Z'],
    ['1795287600', '2026-11-21T19:00:00Z'],
    ['1795287600000', '2026-11-21T19:00:00Z'],
  ])('%s', (text, meant) => {
    expect(readMoment(text, berlin)).toEqual({ earliest: at(meant), latest: at(meant) });
  });

  test('the double hour of October means two moments', () => {
    expect(readMoment('2026-10-25 02:30:00', berlin)).toEqual({
      earliest: at('2026-10-25T00:30:00Z'),
      latest: at('2026-10-25T01:30:00Z'),
    });
    const before = at('2026-10-24T23:59:59Z');
    expect(readMoment('2026-10-25 01:59:59', berlin)).toEqual({ earliest: before, latest: before });
    const after = at('2026-10-25T02:00:00Z');
    expect(readMoment('2026-10-25 03:00:00', berlin)).toEqual({ earliest: after, latest: after });
  });

  test('the hour that March leaves out is read by the clock that did not go forward', () => {
    const moment = at('2026-03-29T01:30:00Z');
    expect(readMoment('2026-03-29 02:30:00', berlin)).toEqual({ earliest: moment, latest: moment });
  });

  test.each(['', 'yesterday', '2026-13-01', '2026-02-30', '2026-11-21 25:00', '12345', '32.01.2026'])(
    '%j is none',
    (text) => {
      expect(readMoment(text, berlin)).toBeNull();
    },
  );
});

describe('lists of prefixes', () => {
  test('columns by name in any order, or in the usual one', () => {
    const row = {
      network: '203.0.113.0/28',
      portFrom: null,
      portTo: null,
      from: at('2026-01-01T00:00:00+01:00'),
      to: null,
      connection: 'dsl-4711',
      customerNo: 'K-7',
    };
    expect(
      read(
        'prefixes',
        'prefix;customer_no;connection;valid_from;valid_to\n203.0.113.0/28;K-7;DSL-4711;2026-01-01;\n',
      ),
    ).toEqual([row]);
    expect(read('prefixes', '# list\n203.0.113.0/28;K-7;DSL-4711;2026-01-01;\n')).toEqual([row]);
    expect(
      read(
        'prefixes',
        'connection,other,prefix,valid_from,customer_no\ndsl-4711,x,"203.0.113.0/28",01.01.2026,K-7',
      ),
    ).toEqual([row]);
  });

  test('without a connection the prefix is its name; without a customer either, it is nobody’s', () => {
    expect(read('prefixes', '2001:DB8:7::/48;K-7;;;\n2001:db8:8::/48;;;;')).toMatchObject([
      { network: '2001:db8:7::/48', connection: '2001:db8:7::/48', customerNo: 'K-7', from: null },
      'no-connection',
    ]);
  });
});

describe('exports of the accounting', () => {
  test('a CGNAT block, a whole address, a running session', () => {
    const text = [
      'address;port_from;port_to;from;to;connection;customer_no',
      '198.51.100.9;1024;2047;2026-11-21T18:00:00Z;2026-11-21T19:00:00Z;ftth-1;K-1',
      '198.51.100.10;;;1795287600;1795291200;user2@isp.example;',
      '2001:db8:40::/56;;;2026-11-21T18:00:00Z;;ftth-3;K-3',
      '198.51.100.11;1;65535;2026-11-21T18:00:00Z;0;ftth-4;',
    ].join('\n');
    expect(read('sessions', text)).toMatchObject([
      { network: '198.51.100.9', portFrom: 1024, portTo: 2047, to: at('2026-11-21T19:00:00Z') },
      { network: '198.51.100.10', portFrom: null, connection: 'user2@isp.example', customerNo: null },
      { network: '2001:db8:40::/56', to: null },
      { network: '198.51.100.11', portFrom: null, portTo: null, to: null },
    ]);
  });

  test('names of RADIUS attributes, and no names at all', () => {
    const radius =
      'Framed-IP-Address\tstart\tstop\tUser-Name\n198.51.100.9\t2026-11-21 18:00:00\t2026-11-21 19:00:00\tuser1';
    const plain = '198.51.100.9;2026-11-21 18:00:00;2026-11-21 19:00:00;user1;';
    const row = {
      network: '198.51.100.9',
      from: at('2026-11-21T17:00:00Z'),
      to: at('2026-11-21T18:00:00Z'),
      connection: 'user1',
    };
    expect(read('sessions', radius)).toMatchObject([row]);
    expect(read('sessions', plain)).toMatchObject([row]);
  });

  test('a session of the double hour is as long as it may have been', () => {
    expect(read('sessions', '198.51.100.9;2026-10-25 02:10:00;2026-10-25 02:50:00;user1;')).toMatchObject([
      { from: at('2026-10-25T00:10:00Z'), to: at('2026-10-25T01:50:00Z') },
    ]);
  });

  test.each([
    ['no address;2026-11-21;;user;', 'no-address'],
    ['192.0.2.0/33;2026-11-21;;user;', 'no-address'],
    ['198.51.100.9;;;user;', 'no-begin'],
    ['198.51.100.9;soon;;user;', 'wrong-time'],
    ['198.51.100.9;2026-11-21;2026-11-20;user;', 'ends-before-begin'],
    ['198.51.100.9;2026-11-21;;;', 'no-connection'],
    ['198.51.100.9;2000;1000;2026-11-21;;user;', 'wrong-ports'],
    ['198.51.100.9;1000;70000;2026-11-21;;user;', 'wrong-ports'],
    [`198.51.100.9;2026-11-21;;${'x'.repeat(255)};`, 'too-long'],
  ])('%s is %s', (line, problem) => {
    expect(read('sessions', line)).toEqual([problem]);
  });
});
