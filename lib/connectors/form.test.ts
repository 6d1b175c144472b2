import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isShown, problemsOf, settingsFrom, valuesOf } from './form';
import { formFor, setUpKinds } from './registry';

const policy = formFor('policy-service')!;

describe('the form of a connector', () => {
  it('is there for the kinds that can be set up, with fields of different names', () => {
    for (const kind of setUpKinds) {
      const names = formFor(kind)!.fields.map(({ name }) => name);
      expect(new Set(names).size, kind).toBe(names.length);
    }
    expect(formFor('telepathy')).toBeNull();
  });

  it.each(['de', 'en'])('has words for every kind, field and choice (%s)', (language) => {
    const file = new URL(`../i18n/messages/${language}/connectors.json`, import.meta.url);
    const { kinds, kindTexts, fields, choices } = JSON.parse(readFileSync(file, 'utf8')) as Record<
      'kinds' | 'kindTexts' | 'fields',
      Record<string, string>
    > & { choices: Record<string, Record<string, string>> };
    const missing = setUpKinds.flatMap((kind) => [
      ...(kinds[kind] === undefined ? [`kinds.${kind}`] : []),
      ...(kindTexts[kind] === undefined ? [`kindTexts.${kind}`] : []),
      ...formFor(kind)!.fields.flatMap(({ name, choices: some = [] }) => {
        const key = name.replaceAll('.', '-');
        const label = fields[`${kind}-${key}`] ?? fields[key];
        const unnamed = some.filter((one) => choices[key]?.[one] === undefined);
        return [
          ...(label === undefined ? [`fields.${kind}-${key}`] : []),
          ...unnamed.map((one) => `choices.${key}.${one}`),
        ];
      }),
    ]);
    expect(missing).toEqual([]);
  });

  it('shows the settings as they were entered, and reads them back', () => {
    const settings = {
      locked: { de: 'Gesperrt, {case}' },
      throttled: {},
      suppressed: {},
      probe: { host: '127.0.0.1', port: 587, recipient: 'p@example.com', clientAddress: '192.0.2.1' },
    };
    const values = valuesOf(policy.fields, settings);
    expect(values).toMatchObject({ 'locked.de': 'Gesperrt, {case}', 'locked.en': '', 'probe.port': '587' });
    expect(settingsFrom(policy.fields, values)).toEqual(settings);
  });

  it('has no probe where nothing is entered of it, and says which field of a half one is wrong', () => {
    expect(settingsFrom(policy.fields, {})).toMatchObject({ probe: null });
    const half = policy.schema.safeParse(settingsFrom(policy.fields, { 'probe.host': 'mx.example.com' }));
    expect(half.success).toBe(false);
    if (!half.success)
      expect(Object.keys(problemsOf(policy.fields, half.error)).sort()).toEqual([
        'probe.clientAddress',
        'probe.port',
        'probe.recipient',
      ]);
  });

  it('shows what a choice makes needed, and nothing of what it does not', () => {
    const { fields } = formFor('sql')!;
    const shown = (values: Record<string, string>) =>
      fields.filter((one) => isShown(one, values)).map(({ name }) => name);
    const preset = shown({ preset: 'postfixadmin', dovecotVia: 'none' });
    expect(preset).toContain('dovecotVia');
    expect(
      preset.filter((name) => /^(?:send|login|passwordStatement|dovecot[^V]|doveadm)/.test(name)),
    ).toEqual([]);
    expect(shown({ preset: 'own', dovecotVia: 'http' })).toEqual(
      expect.arrayContaining(['sendLock', 'passwordStatement', 'doveadmKey']),
    );
    expect(shown({ preset: 'own', dovecotVia: 'http' })).not.toContain('dovecotProgram');
    for (const kind of setUpKinds)
      for (const { when } of formFor(kind)!.fields)
        if (when !== undefined)
          expect(formFor(kind)!.fields.find(({ name }) => name === when.field)?.choices, kind).toEqual(
            expect.arrayContaining([...when.is]),
          );
  });

  it('ticks in a new form only what the kind can do', () => {
    for (const kind of setUpKinds) {
      const { ticked, possible } = formFor(kind)!;
      for (const one of ticked) expect(possible, kind).toContain(one);
    }
  });

  it('refuses a text that SMTP cannot carry', () => {
    const parsed = policy.schema.safeParse(
      settingsFrom(policy.fields, { 'locked.de': 'Für immer gesperrt' }),
    );
    expect(parsed.success).toBe(false);
    if (!parsed.success)
      expect(problemsOf(policy.fields, parsed.error)).toEqual({ 'locked.de': 'not-ascii' });
  });
});
