// What the cache keeps, for how long, and that it never grows beyond its bounds.

import { describe, expect, it } from 'vitest';
import { cachedTxt } from './cached-txt';

function world() {
  const asked: string[] = [];
  const state = { now: 0, answer: (): Promise<string[][]> => Promise.resolve([['v=DKIM1']]) };
  const resolve = cachedTxt(
    (name) => {
      asked.push(name);
      return state.answer();
    },
    { now: () => state.now, maxEntries: 3, answerMs: 100, absenceMs: 50, failureMs: 10 },
  );
  return { asked, state, resolve };
}

const failing = (code: string) => (): Promise<string[][]> =>
  Promise.reject(Object.assign(new Error(code), { code }));

describe('cachedTxt', () => {
  it('asks once for an answer until its time is over, whatever the case of the name', async () => {
    const { asked, state, resolve } = world();
    expect(await resolve('K1._domainkey.example.net')).toEqual([['v=DKIM1']]);
    state.now = 99;
    expect(await resolve('k1._domainkey.EXAMPLE.net')).toEqual([['v=DKIM1']]);
    expect(asked).toHaveLength(1);
    state.now = 100;
    await resolve('k1._domainkey.example.net');
    expect(asked).toHaveLength(2);
  });

  it('shares one question among those who ask at the same time', async () => {
    const { asked, resolve } = world();
    await Promise.all([resolve('a.example'), resolve('a.example'), resolve('a.example')]);
    expect(asked).toEqual(['a.example']);
  });

  it.each([
    ['ENOTFOUND', 49, 50],
    ['ENODATA', 49, 50],
    ['ESERVFAIL', 9, 10],
    ['ETIMEOUT', 9, 10],
  ])('keeps %s until %d', async (code, kept, over) => {
    const { asked, state, resolve } = world();
    state.answer = failing(code);
    await expect(resolve('a.example')).rejects.toMatchObject({ code });
    state.answer = () => Promise.resolve([['found']]);
    state.now = kept;
    await expect(resolve('a.example')).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(1);
    state.now = over;
    expect(await resolve('a.example')).toEqual([['found']]);
  });

  it('forgets what was not asked for longest', async () => {
    const { asked, resolve } = world();
    for (const name of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await resolve(`${name}.example`);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'b'].map((name) => `${name}.example`));
  });

  it('passes on no answer that is too long to be a key', async () => {
    const { state, resolve } = world();
    state.answer = () => Promise.resolve(Array.from({ length: 100 }, () => ['x'.repeat(255)]));
    expect(await resolve('a.example')).toEqual([]);
  });
});
