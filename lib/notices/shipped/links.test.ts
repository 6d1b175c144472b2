import { expect, it } from 'vitest';
import { noticeLanguages } from '../types';
import { proposedLinks } from './links';

it('pages are proposed in every language until they are taken in', () => {
  const all = proposedLinks([]);
  expect(new Set(all.map(({ language }) => language))).toEqual(new Set(noticeLanguages));
  expect(new Set(all.map(({ url }) => url)).size).toBe(all.length);
  for (const { title, url } of all) {
    expect(new URL(url).protocol).toBe('https:');
    expect(title.length).toBeLessThanOrEqual(120);
  }
  const [first, ...others] = all;
  expect(proposedLinks([first!])).toEqual(others);
});
