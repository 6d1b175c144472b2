// Which refusals are about the address.

import { describe, expect, it } from 'vitest';
import { saysUndeliverable, statusIn } from './undeliverable';

describe('a status', () => {
  it.each(['5.1.1', '5.1.2', '5.1.10', '5.2.1', '5.4.4', '5.0.0'])(
    '%s says that the address takes no mail',
    (status) => {
      expect(saysUndeliverable(status)).toBe(true);
    },
  );

  it.each([
    '5.2.2',
    '5.3.4',
    '5.7.1',
    '5.6.0',
    '5.1.7',
    '5.1.8',
    '4.1.1',
    '4.2.2',
    '2.1.5',
    '5',
    '',
    '5.1.1; x',
  ])('%j says nothing of the next mail', (status) => {
    expect(saysUndeliverable(status)).toBe(false);
  });

  it('is read from what a server says, where it says one', () => {
    expect(statusIn('550 5.1.1 <x@example.net>: no such user')).toBe('5.1.1');
    expect(statusIn('550-5.1.1 over two lines')).toBe('5.1.1');
    expect(statusIn('550 no such user 5.1.1')).toBeNull();
    expect(statusIn('450 4.2.1 later')).toBeNull();
  });
});
