// What the subscriptions cover, program by program.

import { describe, expect, it } from 'vitest';
import {
  byGap,
  gapOf,
  judgeCoverage,
  loopsOf,
  type CoverageLoop,
  type CoverageRow,
  type CoveredCounts,
  type CoveredKind,
} from './coverage';
import { selectCoverage } from './coverage-parameters';
import { program, text, type ProgramDraft } from './programs/types';

const make = (draft: Partial<ProgramDraft> = {}) =>
  program({
    ...{ id: 'one', name: 'One', status: 'live', keyedOn: ['ip'], summary: text('', ''), facts: [] },
    apply: { way: 'form' },
    ...draft,
  });
const loop = (more: Partial<CoverageLoop> = {}): CoverageLoop => ({
  ...{ id: 1, name: 'Loop', program: 'one', state: 'active', isSilent: false },
  known: { range: 1, 'dkim-domain': 0 },
  ...more,
});
const counts = (all: number, covered: number, more: Partial<CoveredCounts> = {}): CoveredCounts => ({
  ...{ all, covered, partly: 0, part: 0, underWay: 0, missing: [], more: 0 },
  ...more,
});
const of = (range: CoveredCounts, dkim = counts(0, 0)) =>
  new Map<CoveredKind, CoveredCounts>([
    ['range', range],
    ['dkim-domain', dkim],
  ]);
const short = (...given: Parameters<typeof judgeCoverage>) => {
  const { state, needs, kind } = judgeCoverage(...given);
  return [state, needs, kind].join(', ');
};

describe('a program', () => {
  it('is covered, partly covered or of unknown extent by what its provider knows of ours', () => {
    expect(short(make(), [loop()], of(counts(2, 2)))).toBe('covered, nothing, range');
    expect(short(make(), [loop()], of(counts(2, 1)))).toBe('partly, extend, range');
    const undeclared = loop({ known: { range: 0, 'dkim-domain': 0 } });
    expect(short(make(), [undeclared], of(counts(2, 0)))).toBe('undeclared, declare, range');
    expect(short(make(), [loop()], of(counts(0, 0)))).toBe('undeclared, enter-resources, range');
    expect(short(make({ keyedOn: ['account'] }), [loop()], of(counts(2, 0)))).toBe('covered, nothing, ');
  });

  it('keyed on either is judged by the kind of which more is covered', () => {
    const both = make({ keyedOn: ['ip', 'dkim'] });
    expect(short(both, [loop()], of(counts(4, 1), counts(2, 2)))).toBe('covered, nothing, dkim-domain');
    expect(short(both, [loop()], of(counts(4, 3), counts(2, 1)))).toBe('partly, extend, range');
    expect(short(both, [], of(counts(4, 0), counts(2, 0)))).toBe('open, form, range');
  });

  it('is under way while the loop is not active, and open again when it was paused or has ended', () => {
    for (const state of ['planned', 'applied', 'verifying'] as const)
      expect(short(make(), [loop({ state })], of(counts(2, 0)))).toBe('under-way, finish, range');
    expect(short(make(), [loop({ state: 'paused' })], of(counts(2, 0)))).toBe('open, form, range');
    const ended = loopsOf(make(), [], [loop({ state: 'ended' })]);
    expect(ended).toEqual([]);
  });

  it.each([
    [{ status: 'retired' }, 'impossible, retired, range'],
    [{ status: 'aggregate' }, 'impossible, aggregate, range'],
    [{ status: 'closed' }, 'impossible, closed, range'],
    [{ keyedOn: ['own-filter'] }, 'impossible, own-filter, '],
    [{ apply: { way: 'none' } }, 'impossible, no-way, range'],
    [{ apply: { way: 'automatic' } }, 'automatic, automatic, range'],
    [{ apply: {} }, 'open, unknown-way, range'],
    [{ apply: { way: 'membership' } }, 'open, membership, range'],
  ] satisfies [Partial<ProgramDraft>, string][])('that nobody subscribed: %j', (draft, expected) => {
    expect(short(make(draft), [], of(counts(2, 0)))).toBe(expected);
  });

  it('is covered by a subscription to the program that delivers it, by id or name', () => {
    const umbrella = { program: make({ id: 'umbrella', name: 'Umbrella' }), isOwn: false, correction: null };
    const member = make({ id: 'member', name: 'Member', apply: { way: 'through', through: 'umbrella' } });
    const loops = [
      loop({ id: 1, program: 'Umbrella' }),
      loop({ id: 2, program: 'member' }),
      loop({ id: 3, program: 'other' }),
    ];
    expect(loopsOf(member, [umbrella], loops).map(({ id }) => id)).toEqual([1, 2]);
    const gone = { ...member, status: 'retired' as const };
    expect(short(gone, loops.slice(0, 1), of(counts(2, 2)))).toBe('impossible, retired, range');
    expect(short(gone, loops.slice(1, 2), of(counts(2, 2)))).toBe('covered, nothing, range');
  });
});

describe('the gap', () => {
  const row = (name: string, state: CoverageRow['state'], share: number | null, part = counts(4, 1)) => {
    const judged = { state, counts: part };
    return {
      ...{ program: make({ id: name, name }), through: null, needs: 'form', kind: 'range', loops: [] },
      ...{ ...judged, delivered: 1, hosted: 0, share, gap: gapOf(judged, share) },
    } satisfies CoverageRow;
  };

  it('is the share of our mail that nobody could complain about to us', () => {
    expect(row('a', 'open', 0.2).gap).toBe(0.2);
    expect(row('a', 'under-way', 0.2).gap).toBe(0.2);
    expect(row('a', 'partly', 0.2).gap).toBeCloseTo(0.15);
    expect(row('a', 'covered', 0.9).gap + row('a', 'impossible', 0.9).gap + row('a', 'open', null).gap).toBe(
      0,
    );
  });

  it('stands on top by its size, below it what can be done, and last what cannot', () => {
    const rows = [
      row('gone', 'impossible', 0.5),
      row('fine', 'covered', 0.4),
      row('small', 'open', 0.01),
      row('unknown', 'open', null),
      row('half', 'partly', 0.3),
    ];
    expect(rows.sort(byGap).map(({ program: one }) => one.id)).toEqual([
      'half',
      'small',
      'unknown',
      'fine',
      'gone',
    ]);
    const gaps = selectCoverage(rows, { search: null, show: 'gaps' }).map(({ program: one }) => one.id);
    expect(gaps).toEqual(['half', 'small', 'unknown']);
    expect(selectCoverage(rows, { search: 'GON', show: null })).toHaveLength(1);
  });
});
