import { describe, expect, it } from 'vitest';
import { availableDecisions, caseActions, decisionsFor, statesAllowing, transition } from './transitions';
import { caseStates, closeOutcomes, isIncidentOutcome, isOpenState } from './types';

const free = { otherOpenCase: false };

describe('the transition table', () => {
  it('offers these decisions now', () => {
    const offered = Object.fromEntries(
      caseStates.map((state) => [state, decisionsFor(state, free).join(' ')]),
    );
    expect(offered).toEqual({
      new: 'start-review watch dismiss close',
      in_review: 'watch dismiss close',
      contained: 'start-review',
      waiting_for_customer: 'start-review',
      answered: 'start-review',
      released: 'start-review watch close',
      watching: 'start-review watch dismiss close',
      closed: 'reopen',
      dismissed: 'reopen',
    });
  });

  it('reaches every state, from the states of today those of today', () => {
    const reached = new Set(['new']);
    const reachedNow = new Set(['new']);
    for (let round = 0; round < caseStates.length; round += 1) {
      for (const state of caseStates) {
        for (const action of caseActions) {
          const step = transition(state, action);
          if (!step.ok) continue;
          if (reached.has(state)) reached.add(step.to);
          const isNow = action === 'assign' || availableDecisions.some((decision) => decision === action);
          if (isNow && reachedNow.has(state)) reachedNow.add(step.to);
        }
      }
    }
    expect(reached).toEqual(new Set(caseStates));
    expect(reachedNow).toEqual(new Set(['new', 'in_review', 'watching', 'closed', 'dismissed']));
  });

  it('ends a case only by closing or dismissing, and leaves an end only by reopening', () => {
    for (const state of caseStates) {
      for (const action of caseActions) {
        const step = transition(state, action);
        if (!step.ok) continue;
        if (!isOpenState(step.to)) expect(['close', 'dismiss']).toContain(action);
        if (!isOpenState(state)) expect(action).toBe('reopen');
      }
    }
  });

  it('never ends a case whose account may still be locked', () => {
    for (const action of ['close', 'dismiss'] as const)
      expect(statesAllowing(action)).not.toContain('contained');
    for (const state of caseStates) {
      const under = decisionsFor(state, { otherOpenCase: false, measuresInForce: true });
      expect(under).not.toContain('close');
      expect(under).not.toContain('dismiss');
    }
    expect(transition('in_review', 'close', { measuresInForce: true })).toEqual({
      ok: false,
      code: 'measures-in-force',
    });
  });

  it('ends no case while mail is on hold that nobody has decided about', () => {
    for (const state of caseStates) {
      const under = decisionsFor(state, { otherOpenCase: false, heldMail: true });
      expect(under).not.toContain('close');
      expect(under).not.toContain('dismiss');
    }
    expect(transition('released', 'close', { heldMail: true })).toEqual({ ok: false, code: 'held-mail' });
    expect(transition('released', 'start-review', { heldMail: true })).toMatchObject({ ok: true });
  });

  it('leaves a contained case contained while anything is in force', () => {
    expect(transition('contained', 'start-review', { measuresInForce: true })).toMatchObject({ ok: false });
    expect(transition('contained', 'start-review')).toEqual({ ok: true, to: 'in_review' });
  });

  it('assigning begins the review of a new case and changes nothing else', () => {
    expect(transition('new', 'assign')).toEqual({ ok: true, to: 'in_review' });
    for (const state of caseStates.filter((one) => isOpenState(one) && one !== 'new')) {
      expect(transition(state, 'assign')).toEqual({ ok: true, to: state });
    }
  });

  it('says why an action is refused', () => {
    expect(transition('closed', 'dismiss')).toEqual({ ok: false, code: 'already-ended' });
    expect(transition('dismissed', 'assign')).toEqual({ ok: false, code: 'already-ended' });
    expect(transition('in_review', 'reopen')).toEqual({ ok: false, code: 'not-ended' });
    expect(transition('in_review', 'start-review')).toEqual({ ok: false, code: 'not-allowed' });
    expect(transition('contained', 'close')).toEqual({ ok: false, code: 'not-allowed' });
  });

  it('reopens only where the account has no other open case', () => {
    expect(transition('dismissed', 'reopen', free)).toEqual({ ok: true, to: 'in_review' });
    expect(transition('closed', 'reopen', { otherOpenCase: true })).toEqual({
      ok: false,
      code: 'other-case-open',
    });
    expect(decisionsFor('closed', { otherOpenCase: true })).toEqual([]);
  });
});

describe('incidents', () => {
  it('are cases closed as confirmed abuse, and no others', () => {
    expect(closeOutcomes.filter(isIncidentOutcome)).toEqual(['confirmed-abuse']);
  });
});
