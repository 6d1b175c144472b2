// The address of the case list: what the desk writes it reads back, and whatever else stands there becomes a sentence.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorSql, readCursor } from './list-cursor';
import {
  beginsWithAttention,
  caseSorts,
  caseTabs,
  defaultView,
  listQuery,
  parseListParameters,
  type CaseListView,
} from './list-parameters';

function parse(query: string) {
  const raw: Record<string, string | string[]> = {};
  for (const name of new Set(new URLSearchParams(query).keys())) {
    const all = new URLSearchParams(query).getAll(name);
    raw[name] = all.length > 1 ? all : (all[0] ?? '');
  }
  return parseListParameters(raw);
}

describe('what the desk writes', () => {
  it('is nothing for the default view', () => {
    expect(listQuery(defaultView)).toBe('');
    expect(parseListParameters({})).toEqual({ view: defaultView, problems: [] });
  });

  it('is read back as it was, without a problem', () => {
    const view: CaseListView = {
      ...defaultView,
      tab: 'mine',
      sort: 'last-seen',
      stage: 'urgent',
      state: 'answered',
      origin: 'own-detection',
      customer: 'K-100 & Söhne',
      search: 'a%b_c "x"',
      after: '2026-11-21T18:30:00.123456Z~42',
    };
    expect(parse(listQuery(view, { after: view.after }))).toEqual({ view, problems: [] });
  });

  it('leaves the page key behind when anything else changes', () => {
    expect(listQuery({ ...defaultView, after: '3~57.25~812' }, { stage: 'urgent' })).toBe('?stage=urgent');
  });
});

describe('what it cannot use', () => {
  it.each([
    ['tab=alle', 'tab', 'unknown'],
    ['sort=wurst', 'sort', 'unknown'],
    ['stage=5', 'stage', 'unknown'],
    ['origin=log', 'origin', 'unknown'],
    ['tab=ended&sort=urgency', 'sort', 'not-here'],
    ['tab=new&state=answered', 'state', 'not-here'],
    ['tab=mine&assignee=anna', 'assignee', 'not-here'],
    ['search=ab', 'search', 'too-short'],
    [`search=${'x'.repeat(101)}`, 'search', 'too-long'],
    ['after=3~57.25', 'after', 'broken'],
    ['sort=opened&after=3~57.25~812', 'after', 'broken'],
    ['sort=opened&after=2026-02-30T10:00:00.000000Z~1', 'after', 'broken'],
    ['after=3~1e999~1', 'after', 'broken'],
    ['after=3~1e-399~1', 'after', 'broken'],
    ['after=3~1~99999999999', 'after', 'broken'],
    ['after=3~57.25~812&before=3~57.25~812', 'before', 'both-ways'],
    ['stage=urgent&stage=notable', 'stage', 'repeated'],
  ])('%s is a problem of %s: %s', (query, parameter, code) => {
    const { problems } = parse(query);
    expect(problems).toMatchObject([{ parameter, code }]);
  });

  it('never throws, and never lets a value through that is none', () => {
    const names = fc.constantFrom(
      'tab',
      'sort',
      'stage',
      'state',
      'assignee',
      'customer',
      'search',
      'after',
      'before',
    );
    const values = fc.oneof(
      fc.string(),
      fc.array(fc.string()),
      fc.constantFrom('ended', 'opened', '3~1~2', '\0', 'null'),
    );
    fc.assert(
      fc.property(fc.dictionary(names, values), (raw) => {
        const { view } = parseListParameters(raw);
        expect(caseTabs).toContain(view.tab);
        expect(caseSorts).toContain(view.sort);
        expect(view.after === null || view.before === null).toBe(true);
        expect(JSON.stringify(view)).not.toContain('\\u0000');
        expect(parse(listQuery(view, { after: view.after, before: view.before })).view).toEqual(view);
      }),
    );
  });
});

it('a view begins with what needs somebody on the first page of the order of urgency, unfiltered, in every tab', () => {
  expect(caseTabs.every((tab) => beginsWithAttention({ ...defaultView, tab }))).toBe(true);
  for (const query of ['sort=opened', 'stage=urgent', 'search=konto', 'after=3~1~2', 'before=3~1~2'])
    expect(beginsWithAttention(parse(query).view), query).toBe(false);
});

describe('page keys', () => {
  it('carry every score that a database can hold', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(0), fc.double({ min: 1e-290, max: 1e12, noNaN: true })), (score) => {
        expect(readCursor('urgency', `2~${score}~1`)).toEqual(['2', String(score), '1']);
      }),
    );
  });

  it('name each column of their order once', () => {
    expect(cursorSql('urgency')).toBe(`c.urgency::text || '~' || c.score::text || '~' || c.id::text`);
  });
});
