// Where an address ends: order, steps, loops, lists.

import { describe, expect, it } from 'vitest';
import { aliasesBy, maxAliasSteps } from './resolve-alias';

const hosted = new Set(['kunde.example', 'zweit.example', 'dritt.example']);

function follow(login: string, aliases: Record<string, string[]>, accounts: string[] = []) {
  const facts = { accounts: new Set(accounts), targets: new Map(Object.entries(aliases)) };
  return aliasesBy(facts, (domain) => hosted.has(domain))(login);
}

describe('an alias', () => {
  it('ends at its account, through other aliases', () => {
    const aliases = {
      'info@kunde.example': ['team@kunde.example'],
      'team@kunde.example': ['anna@kunde.example'],
    };
    expect(follow('info@kunde.example', aliases, ['anna@kunde.example'])).toEqual({
      kind: 'account',
      login: 'anna@kunde.example',
    });
  });

  it('ends at the one account of ours, whoever else gets a copy outside', () => {
    const aliases = { 'info@kunde.example': ['privat@example.org', 'anna@kunde.example'] };
    expect(follow('info@kunde.example', aliases)).toEqual({ kind: 'account', login: 'anna@kunde.example' });
  });

  it('of several accounts is no coin toss, but two ways to one account are one', () => {
    const aliases = {
      'info@kunde.example': ['anna@kunde.example', 'bert@kunde.example'],
      'buero@kunde.example': ['anna@kunde.example', 'chef@kunde.example'],
      'chef@kunde.example': ['anna@kunde.example'],
    };
    expect(follow('info@kunde.example', aliases)).toEqual({
      kind: 'several',
      logins: ['anna@kunde.example', 'bert@kunde.example'],
    });
    expect(follow('buero@kunde.example', aliases)).toEqual({ kind: 'account', login: 'anna@kunde.example' });
  });

  it('that an account bears is that account, wherever its mail is sent on', () => {
    const aliases = { 'anna@kunde.example': ['anna@kunde.example', 'privat@example.org'] };
    expect(follow('anna@kunde.example', aliases, ['anna@kunde.example'])).toEqual({ kind: 'itself' });
    expect(follow('anna@kunde.example', { 'anna@kunde.example': ['privat@example.org'] }, [])).toEqual({
      kind: 'outside',
      targets: ['privat@example.org'],
    });
  });

  it('that leads in a circle or too far ends nowhere', () => {
    const circle = { 'a@kunde.example': ['b@kunde.example'], 'b@kunde.example': ['a@kunde.example'] };
    expect(follow('a@kunde.example', circle)).toEqual({ kind: 'outside', targets: [] });
    const step = (n: number) => `s${n}@kunde.example`;
    const chain = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, n) => [step(n), [step(n + 1)]]));
    expect(follow(step(0), chain(maxAliasSteps))).toEqual({ kind: 'account', login: step(maxAliasSteps) });
    expect(follow(step(0), chain(maxAliasSteps + 1))).toMatchObject({ kind: 'outside' });
  });
});

describe('a whole domain', () => {
  it('catches what has no account and no alias of its own', () => {
    const aliases = { '@kunde.example': ['anna@kunde.example'], 'x@kunde.example': ['bert@kunde.example'] };
    const end = (login: string) =>
      follow(login, aliases, ['anna@kunde.example', 'bert@kunde.example', 'carl@kunde.example']);
    expect(end('irgendwas@kunde.example')).toEqual({ kind: 'account', login: 'anna@kunde.example' });
    expect(end('x@kunde.example')).toEqual({ kind: 'account', login: 'bert@kunde.example' });
    expect(end('carl@kunde.example')).toEqual({ kind: 'itself' });
    expect(end('anna@kunde.example')).toEqual({ kind: 'itself' });
  });

  it('catches nothing where the directory lists no accounts: every mailbox there would be the same one', () => {
    expect(follow('bert@kunde.example', { '@kunde.example': ['anna@kunde.example'] })).toEqual({
      kind: 'itself',
    });
  });

  it('as an alias of another keeps the local part, in as many steps as it takes', () => {
    const aliases = { '@dritt.example': ['@zweit.example'], '@zweit.example': ['@kunde.example'] };
    expect(follow('anna@dritt.example', aliases)).toEqual({ kind: 'account', login: 'anna@kunde.example' });
    expect(follow('web17', aliases)).toEqual({ kind: 'itself' });
  });
});
