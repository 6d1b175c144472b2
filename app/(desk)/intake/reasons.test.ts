// Every reason that the code gives for setting a mail aside or asking a person has a sentence in both languages. The codes
// are read off the sources, so that a new one without a sentence is noticed.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/lib/i18n/locales';
import { messagesFor } from '@/lib/i18n/messages';

const codeShape = "'([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'";
/** `reason: 'code'`, `reasonCode: 'code'`. */
const given = new RegExp(`\\breason(?:Code)?: ${codeShape}`, 'g');
/** The union types of faults. */
const faultType = /type \w+Fault =[^;]+;/g;

function sources(): string[] {
  const isSource = (name: string) =>
    name.endsWith('.ts') && !/\.test\.ts$|generated|testing|sample-provider/.test(name);
  const desk = readdirSync('lib/desk').map((name) => `desk/${name}`);
  const formats = [
    'arf',
    'mime',
    'complaint-text',
    'xarf',
    'generic',
    'other-mail',
    'dsn',
    'formats',
  ].flatMap((folder) =>
    readdirSync(`lib/${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  return [...desk, ...formats].filter(isSource).map((name) => readFileSync(`lib/${name}`, 'utf8'));
}

function codes(): string[] {
  const found = sources().flatMap((text) => [
    ...[...text.matchAll(given)].map(([, code]) => code ?? ''),
    ...[...text.matchAll(faultType)].flatMap(([type]) =>
      [...type.matchAll(new RegExp(codeShape, 'g'))].map(([, code]) => code ?? ''),
    ),
  ]);
  return [...new Set(found)];
}

describe('the reasons of intake', () => {
  it('are found in the sources', () => {
    expect(codes()).toEqual(
      expect.arrayContaining(['no-known-format', 'free-text', 'too-many-parts', 'feedback-type-missing']),
    );
  });

  it.each(LOCALES)('all have a sentence (%s)', (locale) => {
    const { reasons } = messagesFor(locale).intake;
    expect(codes().filter((code) => !(code in reasons))).toEqual([]);
  });
});
