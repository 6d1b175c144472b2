import { describe, expect, it } from 'vitest';
import { defaultMailView, mailQuery, parseMailParameters } from './list-parameters';

describe('the address of the intake list', () => {
  it('reads back what it wrote', () => {
    const view = { ...defaultMailView, state: 'kept', place: 'dmarc-aggregate', mailbox: 3 } as const;
    const query = mailQuery(view, { after: 17 });
    expect(query).toBe('?state=kept&place=dmarc-aggregate&mailbox=3&after=17');
    const read = parseMailParameters(Object.fromEntries(new URLSearchParams(query)));
    expect(read).toEqual({ view: { ...view, after: 17 }, problems: [] });
  });

  it('knows places only among the kept mail', () => {
    const { view, problems } = parseMailParameters({ state: 'to_check', place: 'dsn' });
    expect(view.place).toBeNull();
    expect(problems).toEqual([{ parameter: 'place', value: 'dsn', code: 'not-here' }]);
  });

  it.each(['DSN', "x' OR 1=1", 'a'.repeat(51), '-'])('refuses %s as a place', (place) => {
    const { view, problems } = parseMailParameters({ state: 'kept', place });
    expect(view.place).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['broken']);
  });

  it('has no state for restricted mail', () => {
    const { view, problems } = parseMailParameters({ state: 'restricted' });
    expect(view.state).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['unknown']);
  });

  it('names one problem for a repeated mailbox', () => {
    const { view, problems } = parseMailParameters({ mailbox: ['2', '3'] });
    expect(view.mailbox).toBe(2);
    expect(problems.map(({ code }) => code)).toEqual(['repeated']);
  });
});
