import { describe, expect, it } from 'vitest';
import { parseTaskParameters, readTaskKey, taskQuery } from './list-parameters';

const key = { at: '2026-11-21T18:00:00.123456Z', id: 7 };

describe('the address of the task list', () => {
  it('reads back what it wrote', () => {
    const query = new URLSearchParams(taskQuery('done', { after: key }));
    expect(parseTaskParameters(Object.fromEntries(query))).toEqual({
      view: { tab: 'done', after: key, before: null },
      problems: [],
    });
    expect(taskQuery('open')).toBe('');
  });

  it.each([
    '',
    '2026-02-31T00:00:00.000000Z~1',
    '2026-11-21T18:00:00Z~1',
    '2026-11-21T18:00:00.123456Z~0',
    'x~1',
  ])('takes %j for no page', (text) => expect(readTaskKey(text)).toBeNull());

  it('says what it could not use', () => {
    const { view, problems } = parseTaskParameters({ tab: 'mine', after: 'x' });
    expect(view).toEqual({ tab: 'open', after: null, before: null });
    expect(problems.map(({ parameter, code }) => [parameter, code])).toEqual([
      ['tab', 'unknown'],
      ['after', 'broken'],
    ]);
  });
});
