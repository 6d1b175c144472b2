// The promise of containment, over every combination: confirmed means read back as ours and proved.

import { describe, expect, it } from 'vitest';
import { retryDelay, settleFault, settleProof, settleRecheck, settleSilence } from './settle';
import {
  ConnectorFault,
  isLasting,
  measureKinds,
  type FoundState,
  type MeasureState,
  type Probe,
} from './types';

const founds: FoundState[] = ['ours', 'free', 'other'];
const results: Probe['result'][] = ['holds', 'does-not-hold', 'not-provable'];
const readBack = (found: FoundState) => ({ found, seen: {} });
const probe = (result: Probe['result']): Probe => ({ result, code: 'rcpt-refused', detail: {} });
const everything = measureKinds.flatMap((kind) =>
  founds.flatMap((found) => results.map((result) => ({ kind, found, result }))),
);

describe('a measure that is wanted', () => {
  it.each(everything)('$kind, read back $found, probe $result', ({ kind, found, result }) => {
    const settled = settleProof({ kind, wanted: 'on', failures: 1 }, readBack(found), probe(result));
    expect(settled.state === 'confirmed').toBe(found === 'ours' && result === 'holds');
    // What stands is looked at again; what is done once is over as soon as the connector took it.
    if (settled.state === 'confirmed') {
      expect(settled.ended).toBe(!isLasting(kind));
      expect(settled.dueInSeconds === null).toBe(!isLasting(kind));
    }
    if (settled.state === 'refuted') expect(settled.ended).toBe(false);
  });

  it('that nothing can prove is applied, never confirmed', () => {
    const settled = settleProof(
      { kind: 'send-lock', wanted: 'on', failures: 1 },
      readBack('ours'),
      probe('not-provable'),
    );
    expect(settled).toEqual({ state: 'applied', ended: false, dueInSeconds: 3_600 });
  });

  it('that can be proved later is looked at again then, and stays applied until it is', () => {
    const later: Probe = { ...probe('not-provable'), againInSeconds: 201 };
    const order = { kind: 'login-lock', wanted: 'on', failures: 1 } as const;
    expect(settleProof(order, readBack('ours'), later)).toMatchObject({ state: 'applied', dueInSeconds: 201 });
    expect(settleRecheck('applied', readBack('ours'), later)).toMatchObject({
      state: 'applied',
      dueInSeconds: 201,
    });
  });

  it('is tried again where it did not take, and left to a person where somebody else changed it', () => {
    const order = { kind: 'send-lock', wanted: 'on', failures: 1 } as const;
    expect(settleProof(order, readBack('free'), probe('does-not-hold')).dueInSeconds).toBe(2);
    expect(settleProof(order, readBack('other'), probe('does-not-hold')).dueInSeconds).toBeNull();
  });
});

describe('a release', () => {
  const order = { kind: 'send-lock', wanted: 'off', failures: 2 } as const;

  it('is over once nothing of ours is left, and confirmed where sending was seen to work', () => {
    expect(settleProof(order, readBack('free'), probe('does-not-hold'))).toEqual({
      state: 'confirmed',
      ended: true,
      dueInSeconds: null,
    });
    expect(settleProof(order, readBack('free'), probe('not-provable'))).toMatchObject({
      state: 'applied',
      ended: true,
    });
  });

  it('is not over while the account still cannot send, or while our lock is still there', () => {
    expect(settleProof(order, readBack('free'), probe('holds'))).toMatchObject({ ended: false });
    expect(settleProof(order, readBack('ours'), probe('not-provable'))).toMatchObject({
      state: 'refuted',
      ended: false,
      dueInSeconds: 5,
    });
  });

  it('touches nothing that somebody else set', () => {
    const settled = settleProof(order, readBack('other'), probe('not-provable'));
    expect(settled).toEqual({ state: 'refuted', ended: false, dueInSeconds: null });
  });
});

describe('a recheck', () => {
  const states: MeasureState[] = ['applied', 'confirmed', 'unknown'];
  it.each(
    states.flatMap((state) => founds.flatMap((found) => results.map((result) => ({ state, found, result })))),
  )('of $state, found $found, probe $result', ({ state, found, result }) => {
    const settled = settleRecheck(state, readBack(found), probe(result));
    expect(settled.ended).toBe(false);
    expect(settled.dueInSeconds).toBe(3_600);
    const proved = found === 'ours' && result === 'holds';
    const asBefore = found === 'ours' && result === 'not-provable' && state === 'applied';
    expect(settled.state).toBe(proved ? 'confirmed' : asBefore ? 'applied' : 'unknown');
  });

  it('without an answer makes it unknown, and asks again soon', () => {
    expect(settleSilence(1)).toEqual({ state: 'unknown', ended: false, dueInSeconds: 2 });
  });
});

describe('a fault', () => {
  const order = { kind: 'send-lock', wanted: 'on', failures: 3 } as const;
  it.each([
    ['refused', 'refuted', null],
    ['failed', 'wanted', 15],
    ['unknown', 'unknown', 15],
  ] as const)('%s becomes %s', (effect, state, dueInSeconds) => {
    const settled = settleFault(order, new ConnectorFault(effect, 'time-out'));
    expect(settled).toEqual({ state, ended: false, dueInSeconds });
  });

  it('is never taken for success', () => {
    for (const effect of ['refused', 'failed', 'unknown'] as const)
      for (const wanted of ['on', 'off'] as const) {
        const { state, ended } = settleFault({ ...order, wanted }, new ConnectorFault(effect, 'x'));
        expect([state, ended]).not.toContain('confirmed');
        expect(ended).toBe(false);
      }
  });
});

it('attempts come soon at first, and never more than a quarter of an hour apart', () => {
  expect([0, 1, 2, 3, 6, 100].map(retryDelay)).toEqual([2, 2, 5, 15, 900, 900]);
});
