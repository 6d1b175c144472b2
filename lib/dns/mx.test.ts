import { expect, it } from 'vitest';
import { inOrder } from './mx';

it('names exchangers as they are preferred, in one way of writing', () => {
  const records = [
    { exchange: 'MX2.example.com.', priority: 20 },
    { exchange: 'b.example.com', priority: 10 },
    { exchange: 'a.example.com', priority: 10 },
  ];
  expect(inOrder(records)).toEqual(['a.example.com', 'b.example.com', 'mx2.example.com']);
});

it('knows that a domain takes no mail (RFC 7505)', () => {
  expect(inOrder([{ exchange: '', priority: 0 }])).toEqual([]);
  expect(inOrder([{ exchange: '.', priority: 0 }])).toEqual([]);
});
