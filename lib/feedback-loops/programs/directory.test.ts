// The form of the directory: what an entry must say so that the screen, a subscription and the check of a report can use it.

import { describe, expect, test } from 'vitest';
import { programOf, programs } from './directory';
import { mailboxDomains } from './mailbox-domains';
import { mailHosts } from './mail-hosts';
import { sources } from './sources';

const address = /^(?:[a-z0-9.+_-]+)?@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const domain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const sentence = /^\p{Lu}?[\s\S]+[.!?“”)]$/u;

test('there are the programs that anybody asks for, each once', () => {
  const ids = programs.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining([
      'yahoo-cfl',
      'microsoft-jmrp',
      'validity',
      'comcast',
      'signal-spam',
      'gmx-webde',
      'spamcop',
    ]),
  );
  expect(programs.length).toBeGreaterThanOrEqual(60);
});

describe.each(programs.map((program) => [program.id, program] as const))('%s', (id, program) => {
  test('has a stable id and a name', () => {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(program.name.trim()).toBe(program.name);
  });

  test('says what it is in both languages, in whole sentences', () => {
    const texts = [program.summary, program.cost, program.terms, ...program.quirks].filter(
      (one) => one !== null,
    );
    for (const { de, en } of texts) {
      expect(de).toMatch(sentence);
      expect(en).toMatch(sentence);
      expect(de).not.toBe(en);
    }
  });

  test('names a source for its facts, and a known one for each', () => {
    expect(program.facts.length).toBeGreaterThan(0);
    for (const { source } of program.facts) expect(sources).toHaveProperty([source]);
  });

  test('names identities that a subscription can take', () => {
    for (const from of program.reports.from) expect(from).toMatch(address);
    for (const one of [...program.reports.envelopeDomains, ...program.reports.dkimDomains])
      expect(one).toMatch(domain);
  });

  test('comes through a program that is there, and can be applied for where it is live', () => {
    const { way, url, through } = program.apply;
    if (through !== null) expect(programOf(through)).not.toBeNull();
    if (way === 'through') expect(through).not.toBeNull();
    if (url !== null) expect(new URL(url).protocol).toBe('https:');
    if (program.status === 'live') expect(way).not.toBe('none');
    if (program.status === 'retired') expect(['none', 'automatic']).toContain(way);
  });

  test('is called live only where somebody could confirm it', () => {
    if (program.status !== 'live') return;
    expect(program.facts.some(({ source }) => sources[source]?.unconfirmed !== true)).toBe(true);
  });
});

test('mailbox domains are of programs that are there, each of one program', () => {
  const ids = new Set(programs.map(({ id }) => id));
  for (const id of Object.keys(mailboxDomains)) expect(ids).toContain(id);
  const all = programs.flatMap((program) => program.mailboxDomains);
  for (const one of all) expect(one).toMatch(domain);
  expect(new Set(all).size).toBe(all.length);
});

test('mail exchangers are of programs that are there, each of one program', () => {
  const ids = new Set(programs.map(({ id }) => id));
  for (const id of Object.keys(mailHosts)) expect(ids).toContain(id);
  const all = programs.flatMap((program) => program.mailHosts);
  for (const one of all) expect(one).toMatch(domain);
  expect(new Set(all).size).toBe(all.length);
});

test('every source is used, and has a year', () => {
  const used = new Set(programs.flatMap((program) => program.facts.map(({ source }) => source)));
  expect([...used].sort()).toEqual(Object.keys(sources).sort());
  for (const { year } of Object.values(sources)) expect(year).toBeGreaterThan(2004);
});
