import { describe, expect, test } from 'vitest';
import { hostCoverage, type LogSpan } from './host-coverage';

const minute = 60_000;
const quiet = 2 * minute;
/** A run of source 1 in minutes of an hour. */
const run = (from: number, to: number, more: Partial<LogSpan> = {}): LogSpan => ({
  ...{ host: 'mail1', sourceId: 1, role: 'followed' as const },
  from: from * minute,
  to: to * minute,
  ...more,
});
/** `from–to` and the holes, in minutes. */
const said = (...spans: LogSpan[]): string[] =>
  hostCoverage(spans, quiet).map(
    ({ from, to, holes = [] }) =>
      `${from / minute}–${to / minute}` +
      holes.map((hole) => ` without ${hole.from / minute}–${hole.to / minute}`).join(''),
  );

describe('one source', () => {
  test('one run is one piece', () => {
    expect(said(run(0, 60))).toEqual(['0–60']);
  });

  test('what lies between two runs is a hole', () => {
    expect(said(run(0, 20), run(50, 60))).toEqual(['0–60 without 20–50']);
  });

  test('a break as short as the quiet time is none, a longer one is', () => {
    expect(said(run(0, 20), run(22, 60))).toEqual(['0–60']);
    expect(said(run(0, 20), run(22.5, 60))).toEqual(['0–60 without 20–22.5']);
  });

  test('an import fills a hole, whole or in part', () => {
    const filling = (from: number, to: number) => run(from, to, { sourceId: 2, role: 'import' });
    expect(said(run(0, 20), run(50, 60), filling(19, 51))).toEqual(['0–60']);
    expect(said(run(0, 20), run(50, 60), filling(30, 50))).toEqual(['0–60 without 20–30']);
    expect(said(run(0, 20), run(50, 60), filling(30, 40))).toEqual(['0–60 without 20–30 without 40–50']);
  });

  test('an import of before that does not connect leaves a hole between', () => {
    expect(said(run(30, 60), run(0, 10, { sourceId: 2, role: 'import' }))).toEqual(['0–60 without 10–30']);
  });
});

describe('two sources of one host', () => {
  const other = (from: number, to: number, role: LogSpan['role'] = 'followed') =>
    run(from, to, { sourceId: 2, role });

  test('reach as far as the one that lags', () => {
    expect(said(run(0, 60), other(0, 40))).toEqual(['0–40']);
  });

  test('a hole of one is a hole of the host, also where the other reads on', () => {
    expect(said(run(0, 60), other(0, 20), other(30, 60))).toEqual(['0–60 without 20–30']);
  });

  test('one that was connected later is not missed before', () => {
    expect(said(run(0, 60), other(40, 60))).toEqual(['0–60']);
  });

  test('one that is no longer followed is not missed after its end, and its own holes stay', () => {
    expect(said(run(0, 60), other(0, 40, 'retired'))).toEqual(['0–60']);
    expect(said(run(0, 60), other(0, 10, 'retired'), other(20, 40, 'retired'))).toEqual([
      '0–60 without 10–20',
    ]);
  });

  test('one takes over from the other: what lies between is a hole', () => {
    expect(said(run(0, 20, { role: 'retired' }), other(30, 60))).toEqual(['0–60 without 20–30']);
  });
});

test('hosts do not know of each other', () => {
  expect(said(run(0, 60), run(10, 20, { host: 'mail2' }), run(40, 50, { host: 'mail2' }))).toEqual([
    '0–60',
    '10–50 without 20–40',
  ]);
});
