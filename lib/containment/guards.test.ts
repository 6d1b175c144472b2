// Whom nobody locks alone, and on what ground a measure may be taken.

import { describe, expect, it } from 'vitest';
import { termsFor } from './ground';
import { secondReasonsFor, type GuardFacts } from './second-person';

const facts = (login: string, more: Partial<GuardFacts> = {}): GuardFacts => ({
  login,
  protectedLogins: new Set(['relay@example.com', '@klinik.example']),
  ownSenders: new Set(['abuse@provider.example']),
  askFirst: false,
  ...more,
});

describe('a second person has to agree', () => {
  it.each([
    ['postmaster@example.com', ['role-address']],
    ['info@example.com', ['role-address']],
    ['relay@example.com', ['protected-login']],
    ['arzt@klinik.example', ['protected-login']],
    ['abuse@provider.example', ['role-address', 'own-sender']],
    ['uid1001@web1.example', []],
    ['erika@example.com', []],
    ['infothek@example.com', []],
    ['arzt@sub.klinik.example', []],
  ])('%s: %j', (login, reasons) => {
    expect(secondReasonsFor(facts(login))).toEqual(reasons);
  });

  it('where the customer is marked "nur nach Rückfrage"', () => {
    expect(secondReasonsFor(facts('erika@example.com', { askFirst: true }))).toEqual(['ask-first']);
  });
});

describe('the ground', () => {
  const terms = [
    { contract: 'Basis', measure: 'send-lock', since: '2024-01-01', clause: '§ 7 Abs. 2' },
    { contract: 'Basis', measure: 'login-lock', since: '2027-01-01', clause: null },
  ];
  const ask = (measure: 'send-lock' | 'login-lock', contract: string | null) =>
    termsFor(measure, contract, terms, '2026-11-22');

  it('is the clause of the product that allows the measure today', () => {
    expect(ask('send-lock', 'Basis')).toEqual({
      kind: 'terms',
      contract: 'Basis',
      clause: '§ 7 Abs. 2',
      since: '2024-01-01',
    });
  });

  it('is none before its day, for another product, or for a customer without one', () => {
    expect(ask('login-lock', 'Basis')).toBeNull();
    expect(ask('send-lock', 'Business')).toBeNull();
    expect(ask('send-lock', null)).toBeNull();
  });
});
