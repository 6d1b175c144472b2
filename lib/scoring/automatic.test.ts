// Invariant 8, the rules: nothing without a switch, nothing without our own log, nothing but the graded measures.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticKinds, rulesThatHold, type AutomaticFacts } from './automatic';
import { automaticModes, defaultPolicy, type Policy } from './policy';

const wild: AutomaticFacts = { stage: 4, logSignals: 40, complainants: 500, reporters: 9, trap: true };

function rules(throttle: string, sendLock: string, logSignals = 20): Policy['automatic'] {
  const mode = (text: string) => automaticModes.find((one) => one === text) ?? 'off';
  const { automatic } = defaultPolicy;
  return {
    ...automatic,
    throttle: { ...automatic.throttle, mode: mode(throttle), logSignals },
    sendLock: { ...automatic.sendLock, mode: mode(sendLock), logSignals },
  };
}

describe('what the desk may do by itself', () => {
  it('is nothing as the product is shipped', () => {
    expect(rulesThatHold(wild, defaultPolicy.automatic)).toEqual([]);
  });

  it('is a throttle from urgent, a send lock from emergency on', () => {
    const both = rules('act', 'act');
    expect(rulesThatHold({ ...wild, stage: 2 }, both)).toEqual([]);
    expect(rulesThatHold({ ...wild, stage: 3 }, both)).toEqual([{ kind: 'throttle', mode: 'act' }]);
    expect(rulesThatHold(wild, both).map(({ kind }) => kind)).toEqual(['throttle', 'send-lock']);
  });

  it('needs our own log, whatever number the policy names', () => {
    expect(rulesThatHold({ ...wild, logSignals: 19.9 }, rules('act', 'act'))).toEqual([]);
    expect(rulesThatHold({ ...wild, logSignals: 0 }, rules('act', 'act', 0))).toEqual([]);
    expect(rulesThatHold({ ...wild, logSignals: 0 }, rules('propose', 'off', 0))).toEqual([
      { kind: 'throttle', mode: 'propose' },
    ]);
  });

  it('locks only where enough known people complain, or a trap was hit', () => {
    const few = { ...wild, trap: false, complainants: 3, reporters: 1 };
    const lock = rules('off', 'act');
    expect(rulesThatHold(few, lock)).toEqual([]);
    expect(rulesThatHold({ ...few, reporters: 2 }, lock)).toHaveLength(1);
    expect(rulesThatHold({ ...few, trap: true }, lock)).toHaveLength(1);
  });

  it('is never more than was switched on', () => {
    const mode = fc.constantFrom(...automaticModes);
    const facts = fc.record({
      stage: fc.integer({ min: 0, max: 4 }),
      logSignals: fc.double({ min: 0, max: 100, noNaN: true }),
      complainants: fc.nat(50),
      reporters: fc.nat(5),
      trap: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, mode, mode, fc.nat(60), (one, throttle, sendLock, points) => {
        const modes = { throttle, 'send-lock': sendLock };
        for (const { kind, mode: said } of rulesThatHold(one, rules(throttle, sendLock, points))) {
          expect(automaticKinds).toContain(kind);
          expect(said).toBe(modes[kind]);
          expect(said).not.toBe('off');
          if (said === 'act') expect(one.logSignals).toBeGreaterThan(0);
        }
      }),
    );
  });
});
