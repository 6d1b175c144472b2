import { describe, expect, it } from 'vitest';
import { isRegistered, mayFollow, shownState, statesAfter } from './life';
import { LOOP_STATES, provesReports, type LoopState } from './types';

const steps = (state: LoopState) => LOOP_STATES.filter((to) => mayFollow(state, to)).join(' ');

describe('the life of a subscription', () => {
  it('has these steps and no others', () => {
    expect(Object.fromEntries(LOOP_STATES.map((state) => [state, steps(state)]))).toEqual({
      planned: 'applied verifying active ended',
      applied: 'planned verifying active ended',
      verifying: 'applied active ended',
      active: 'verifying paused ended',
      paused: 'active ended',
      ended: 'planned',
    });
  });

  it('never stays where it is, and every state can be left', () => {
    for (const state of LOOP_STATES) {
      expect(statesAfter(state)).not.toContain(state);
      expect(statesAfter(state).length).toBeGreaterThan(0);
    }
  });

  it('proves reports from verification on, until it is paused', () => {
    expect(LOOP_STATES.filter(provesReports)).toEqual(['verifying', 'active']);
  });

  it('is known to the provider from the application until it ends', () => {
    expect(LOOP_STATES.filter(isRegistered)).toEqual(['applied', 'verifying', 'active', 'paused']);
  });

  it('is called silent only while it is active', () => {
    const silentSince = new Date('2026-11-01T00:00:00Z');
    expect(shownState({ state: 'active', silentSince })).toBe('silent');
    expect(shownState({ state: 'active', silentSince: null })).toBe('active');
    expect(shownState({ state: 'paused', silentSince })).toBe('paused');
  });
});
