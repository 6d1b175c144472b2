import { describe, expect, it } from 'vitest';
import { passwordFrom } from '@/lib/containment/dictated-password';
import { spelled } from './spelled';

describe('a password on the phone', () => {
  it('is spelled by group, its digits apart', () => {
    expect(spelled('Kalo-best-49', 'de')).toEqual({
      groups: [
        { text: 'Kalo', words: ['Köln', 'Aachen', 'Leipzig', 'Offenbach'] },
        { text: 'best', words: ['Berlin', 'Essen', 'Salzwedel', 'Tübingen'] },
      ],
      digits: '4 9',
    });
  });

  it.each(['de', 'en'])('has a word for every letter that can occur in it (%s)', (locale) => {
    let next = 0;
    for (let round = 0; round < 200; round += 1) {
      const { groups } = spelled(
        passwordFrom((most) => (next += 7) % most),
        locale,
      );
      for (const { words } of groups) for (const word of words) expect(word.length).toBeGreaterThan(1);
    }
  });
});
