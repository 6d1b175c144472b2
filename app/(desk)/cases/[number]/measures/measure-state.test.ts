import { describe, expect, it } from 'vitest';
import { isUnderWay, standingOf } from './measure-state';

type Row = Parameters<typeof standingOf>[0];

const connector = { id: 1, name: 'Policy', kind: 'policy-service', active: true, stopped: false };
const wanted: Row = {
  state: 'wanted',
  wanted: 'on',
  endedAt: null,
  secondReasons: [],
  approvedBy: null,
  appliedAt: null,
  connector,
};

describe('where a measure is', () => {
  it('says what keeps it waiting before how far it is', () => {
    expect(standingOf({ ...wanted })).toBe('under-way');
    expect(standingOf({ ...wanted, secondReasons: ['role-address'] })).toBe('second-person');
    expect(standingOf({ ...wanted, secondReasons: ['role-address'], approvedBy: 'Bernd' })).toBe('under-way');
    expect(standingOf({ ...wanted, connector: { ...connector, stopped: true } })).toBe('connector-stopped');
    expect(standingOf({ ...wanted, connector: { ...connector, active: false } })).toBe('connector-paused');
    expect(standingOf({ ...wanted, connector: { ...connector, kind: 'manual' } })).toBe('by-hand');
  });

  it('does not let a release wait for a second person or a stopped connector', () => {
    const release: Row = { ...wanted, wanted: 'off', secondReasons: ['role-address'] };
    expect(standingOf({ ...release, connector: { ...connector, stopped: true } })).toBe('under-way');
  });

  it('says applied, confirmed, refuted and unknown as they are', () => {
    for (const state of ['applied', 'confirmed', 'refuted', 'unknown'] as const)
      expect(standingOf({ ...wanted, state })).toBe(state);
  });

  it('tells a lifted measure from one that was called off before it began', () => {
    const over: Row = { ...wanted, wanted: 'off', endedAt: new Date() };
    expect(standingOf(over)).toBe('called-off');
    expect(standingOf({ ...over, appliedAt: new Date() })).toBe('lifted');
    expect(standingOf({ ...over, wanted: 'on', appliedAt: new Date() })).toBe('done');
    expect(standingOf({ ...over, wanted: 'on', state: 'unknown' }), 'a new password').toBe('unknown');
  });

  it('is looked at often only while it changes by itself', () => {
    expect(isUnderWay({ ...wanted })).toBe(true);
    expect(isUnderWay({ ...wanted, state: 'unknown' })).toBe(true);
    expect(isUnderWay({ ...wanted, state: 'confirmed' })).toBe(false);
    expect(isUnderWay({ ...wanted, secondReasons: ['ask-first'] })).toBe(false);
    expect(isUnderWay({ ...wanted, connector: { ...connector, kind: 'manual' } })).toBe(false);
  });
});
