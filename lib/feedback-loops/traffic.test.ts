// Whose people our mail goes to, by the domain's name and by its mail exchangers.

import { describe, expect, it } from 'vitest';
import { programs as shipped } from './programs/directory';
import { program, text } from './programs/types';
import { programOfDomain, trafficByProgram } from './traffic';

const make = (id: string, mailboxDomains: string[], mailHosts: string[], through?: string) =>
  program({
    ...{ id, name: id, status: 'live', keyedOn: ['ip'], summary: text('', ''), facts: [] },
    ...{ mailboxDomains, mailHosts },
    apply: through === undefined ? { way: 'form' } : { way: 'through', through },
  });
const programs = [
  make('big', ['big.example'], ['mx.big.example']),
  make('inner', [], ['special.mx.big.example'], 'umbrella'),
  make('umbrella', [], []),
  make('blank', [], []),
];
const to = (domain: string, delivered: number, ...hosts: string[]) => ({ domain, delivered, hosts });

describe('a domain belongs to the program', () => {
  const programOf = programOfDomain(programs);
  it.each([
    ['that lists it, whatever its exchanger', to('big.example', 1, 'special.mx.big.example'), 'big'],
    ['whose exchanger it has', to('school.example', 1, 'mx.big.example'), 'big'],
    ['below whose name its exchanger is', to('school.example', 1, 'school.mx.big.example'), 'big'],
    ['with the longer name', to('school.example', 1, 'a.special.mx.big.example'), 'inner'],
    ['of the exchanger it prefers', to('school.example', 1, 'mx.other.example', 'mx.big.example'), 'big'],
  ])('%s', (_, one, id) => {
    expect(programOf(one)).toBe(id);
  });

  it('but not by a name that only ends alike, nor without an answer', () => {
    expect(programOf(to('school.example', 1, 'notmx.big.example'))).toBeNull();
    expect(programOf(to('school.example', 1))).toBeNull();
  });
});

it('adds up what goes to a program, and to those that it delivers', () => {
  const sums = trafficByProgram(programs, [
    to('big.example', 5),
    to('school.example', 3, 'x.mx.big.example'),
    to('shop.example', 2, 'special.mx.big.example'),
    to('elsewhere.example', 9, 'mx.elsewhere.example'),
  ]);
  expect(Object.fromEntries(sums)).toEqual({
    big: { delivered: 8, hosted: 3 },
    inner: { delivered: 2, hosted: 2 },
    umbrella: { delivered: 2, hosted: 2 },
    blank: null,
  });
});

it.each([
  ['example-com.mail.protection.outlook.com', 'microsoft-365'],
  ['example-com.o-v1.mx.microsoft', 'microsoft-365'],
  ['hotmail-com.olc.protection.outlook.com', 'microsoft-jmrp'],
  ['alt2.aspmx.l.google.com', 'gmail'],
  ['smtp.google.com', 'gmail'],
  ['mx-biz.mail.am0.yahoodns.net', 'yahoo-cfl'],
  ['in1-smtp.messagingengine.com', 'fastmail'],
  ['mx2.zoho.eu', 'zoho'],
])('knows the exchangers of the world outside: %s', (host, id) => {
  expect(programOfDomain(shipped)(to('customer.example', 1, host))).toBe(id);
});
