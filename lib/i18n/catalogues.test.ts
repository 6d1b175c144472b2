import { createTranslator } from 'next-intl';
import { describe, expect, it } from 'vitest';
import { knownPaths, labelKey } from '@/lib/policies/policy-fields';
import { LOCALES } from './locales';
import { messagesFor } from './messages';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [path, text] of leaves(value, `${prefix}${key}.`)) found.set(path, text);
  }
  return found;
}

/** Names of ICU arguments: `{name}` and `{count, plural, …}`; texts of plural branches are not names. */
function argumentsOf(text: string): string[] {
  const names = [...text.matchAll(/\{(\w+)(?=\}|,\s*(?:plural|select|selectordinal|number|date|time))/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(names)].sort();
}

const [de, en] = LOCALES.map((locale) => leaves(messagesFor(locale) as unknown as Tree)) as [
  Map<string, string>,
  Map<string, string>,
];

describe('the catalogues', () => {
  it('have the same keys in both languages', () => {
    expect([...de.keys()].filter((key) => !en.has(key))).toEqual([]);
    expect([...en.keys()].filter((key) => !de.has(key))).toEqual([]);
  });

  it('have no empty text', () => {
    expect([...de, ...en].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });

  it('use the same placeholders in both languages', () => {
    const differing = [...de].filter(
      ([key, text]) => argumentsOf(text).join() !== argumentsOf(en.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('can all be formatted: no text is broken ICU', () => {
    const broken: string[] = [];
    for (const locale of LOCALES) {
      const messages = messagesFor(locale);
      const t = createTranslator({
        locale,
        messages,
        timeZone: 'UTC',
        onError: (error) => broken.push(error.message),
      });
      for (const [key, text] of leaves(messages as unknown as Tree)) {
        const values = Object.fromEntries(argumentsOf(text).map((name) => [name, 2]));
        (t as unknown as (key: string, values: Record<string, number>) => string)(key, values);
      }
    }
    expect(broken).toEqual([]);
  });

  it('name every line of the policy', () => {
    const nameless = knownPaths()
      .map((path) => `policy.lines.${labelKey(path)}`)
      .filter((key) => !de.has(key));
    expect(nameless).toEqual([]);
  });
});
