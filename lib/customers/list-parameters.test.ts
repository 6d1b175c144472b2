import { describe, expect, it } from 'vitest';
import { accountQuery, parseAccountParameters } from './list-parameters';

describe('the address of the account list', () => {
  it('begins with what is noteworthy', () => {
    expect(parseAccountParameters({})).toEqual({
      view: { tab: 'noteworthy', search: null, after: null, before: null },
      problems: [],
    });
  });

  it('searches all accounts', () => {
    const { view } = parseAccountParameters({ search: 'brandt' });
    expect(view).toMatchObject({ tab: 'all', search: 'brandt' });
    expect(accountQuery(view)).toBe('?search=brandt');
  });

  it('reads the page keys of each view, and only those', () => {
    const urgent = parseAccountParameters({ after: '4~134.35000000000002~3' });
    expect(urgent.view.after).toEqual([4, 134.35000000000002, 3]);
    expect(parseAccountParameters({ after: '1~1.5e-7~3' }).view.after).toEqual([1, 1.5e-7, 3]);
    const all = parseAccountParameters({ tab: 'all', before: 'mailbox~a@kunde.example' });
    expect(all.view.before).toEqual(['mailbox', 'a@kunde.example']);
    for (const after of ['mailbox~a@kunde.example', '5~1~1', '1~-1~1', '1~1~0', '1~NaN~1', '1~1']) {
      const { view, problems } = parseAccountParameters({ after });
      expect(view.after).toBeNull();
      expect(problems).toEqual([{ parameter: 'after', value: after, code: 'broken' }]);
    }
  });

  it('says what an address names that does not exist', () => {
    const { problems } = parseAccountParameters({ tab: 'wurst' });
    expect(problems).toEqual([{ parameter: 'tab', value: 'wurst', code: 'unknown' }]);
  });
});
