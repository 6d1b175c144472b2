// What counts as a listing, and above all what does not.

import { describe, expect, it } from 'vitest';
import { judgeAnswer } from './judge-answer';
import type { ListCode } from './types';

const codes: ListCode[] = [
  { code: '127.0.0.2', kind: 'listed', meaning: 'SBL' },
  { code: '127.0.0.10', kind: 'harmless', meaning: 'PBL' },
  { code: '127.0.1.255', kind: 'refused', meaning: 'IP query' },
];
const plain = { codes, isBitmask: false };
const bits = {
  codes: [
    { code: '1', kind: 'refused', meaning: 'refused' },
    { code: '2', kind: 'listed', meaning: 'black' },
    { code: '4', kind: 'harmless', meaning: 'grey' },
  ] satisfies ListCode[],
  isBitmask: true,
};

describe('an answer of a list', () => {
  it.each([
    ['a described code', ['127.0.0.2'], ['127.0.0.2']],
    ['a code that the list does not describe', ['127.0.0.77'], ['127.0.0.77']],
    ['two codes, one of them no blame', ['127.0.0.10', '127.0.0.2'], ['127.0.0.2']],
  ])('is a listing: %s', (_, addresses, found) => {
    expect(judgeAnswer(addresses, plain)).toEqual({ kind: 'listed', codes: found });
  });

  it('is clear where every code is no blame', () => {
    expect(judgeAnswer(['127.0.0.10'], plain)).toEqual({ kind: 'clear' });
    expect(judgeAnswer([], plain)).toEqual({ kind: 'clear' });
  });

  it.each(['127.255.255.252', '127.255.255.254', '127.255.255.255', '127.0.0.1', '127.0.1.255'])(
    'is a refusal, never a listing: %s',
    (address) => {
      expect(judgeAnswer([address], plain)).toEqual({ kind: 'refused', code: address });
      expect(judgeAnswer(['127.0.0.2', address], plain)).toMatchObject({ kind: 'refused' });
    },
  );

  it('is none at all outside 127.0.0.0/8', () => {
    expect(judgeAnswer(['203.0.113.9', '127.0.0.2'], plain)).toEqual({
      kind: 'foreign',
      address: '203.0.113.9',
    });
  });

  it('is read bit by bit where the list says so', () => {
    expect(judgeAnswer(['127.0.0.2'], bits)).toEqual({ kind: 'listed', codes: ['2'] });
    expect(judgeAnswer(['127.0.0.6'], bits)).toEqual({ kind: 'listed', codes: ['2'] });
    expect(judgeAnswer(['127.0.0.10'], bits)).toEqual({ kind: 'listed', codes: ['2', '8'] });
    expect(judgeAnswer(['127.0.0.4'], bits)).toEqual({ kind: 'clear' });
    expect(judgeAnswer(['127.0.0.3'], bits)).toEqual({ kind: 'refused', code: '127.0.0.3' });
  });
});
