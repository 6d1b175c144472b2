import { describe, expect, it } from 'vitest';
import { reaches } from './rules';
import { factorNeed } from './second-factor-rules';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const real = { minutes: 60, isOptional: false };

describe('the second factor', () => {
  it('is believed for the minutes named and not a moment longer', () => {
    expect(factorNeed({ isSetUp: true, shownAt: ago(59.99) }, now, real)).toBeNull();
    expect(factorNeed({ isSetUp: true, shownAt: ago(60) }, now, real)).toBe('second-factor-needed');
    expect(factorNeed({ isSetUp: true, shownAt: null }, now, real)).toBe('second-factor-needed');
    expect(factorNeed({ isSetUp: true, shownAt: ago(-1) }, now, real)).toBe('second-factor-needed');
  });

  it('has to be set up first, but at the sample provider', () => {
    expect(factorNeed({ isSetUp: false, shownAt: null }, now, real)).toBe('second-factor-set-up');
    // A factor that was reset: what was shown before is worth nothing.
    expect(factorNeed({ isSetUp: false, shownAt: ago(1) }, now, real)).toBe('second-factor-set-up');
    expect(factorNeed({ isSetUp: false, shownAt: null }, now, { ...real, isOptional: true })).toBeNull();
  });

  it('once set up is asked for at the sample provider, too', () => {
    const sample = { ...real, isOptional: true };
    expect(factorNeed({ isSetUp: true, shownAt: null }, now, sample)).toBe('second-factor-needed');
  });
});

describe('roles', () => {
  it('reach what lies below them', () => {
    expect(reaches('support', 'agent')).toBe(false);
    expect(reaches('agent', 'admin')).toBe(false);
    expect(reaches('admin', 'support')).toBe(true);
    expect(reaches('agent', 'agent')).toBe(true);
  });
});
