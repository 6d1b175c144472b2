// Every use case that a form or an address of the desk calls writes to the audit trail, itself or through the store it
// writes with; also those that somebody adds. What does not is named here, with the reason.

import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const notAudited: Record<string, string> = {
  'attach-file': 'a draft of an answer: what is sent is audited',
  'discard-answer': 'a draft of an answer',
  'keep-answer': 'a draft of an answer',
  'begin-second-factor': 'an offer; its confirmation is audited',
  'draft-policy':
    'a draft of rules keeps its author and counts for nothing until it is put in force, which is audited',
  'request-replay': 'looks at the past under a draft; files nothing',
  'upload-replay-mailbox': 'looks at the past under a draft; files nothing',
  'save-own-settings': 'changes nothing for others',
  'save-weekly-report': 'changes nothing for others',
  'take-measure-callback': 'a hint for the worker, whose settling is audited',
  'take-own-loop-mail': 'mail that came in; kept with its mail',
  'report-to-subscriber': 'mail that came in; kept as a report',
  'take-posted-report': 'mail that came in; kept whole with the token that brought it',
  'authorize-api-call': 'reads',
  'preview-csv': 'reads',
  'read-attachment': 'reads what the reader may read',
  'read-operations': 'reads',
  'read-suppressions': 'reads for a program',
  'test-log-source': 'reads',
  'test-mailbox': 'reads',
  outcome: 'no use case',
};

const sourceOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Files under lib that a file takes in, generated ones left out. */
function importsOf(path: string): string[] {
  const found = sourceOf(path).matchAll(/from '(\.|@)\/([\w/.-]+)'/g);
  return [...found]
    .map(([, way, rest]) => (way === '@' ? `${rest}.ts` : join(dirname(path), `${rest}.ts`)))
    .filter((file) => /^lib\/(?!.*(generated|audit)\/)/.test(file) && existsSync(join(root, file)));
}

const writesAudit = (path: string): boolean => /\bappend_audit\(|\bappendAudit\(/.test(sourceOf(path));

/** The use case itself, what it takes in, or what those take in: a store, or a use case that it is made of. */
function isAudited(name: string): boolean {
  const path = `lib/desk/${name}.ts`;
  const first = importsOf(path);
  return [path, ...first, ...first.flatMap(importsOf)].some(writesAudit);
}

it('every use case behind a form or an address is audited, or named with the reason', () => {
  const called = globSync(['app/**/*actions.ts', 'app/**/route.ts'], { cwd: root }).flatMap((file) =>
    [...sourceOf(file).matchAll(/from '@\/lib\/desk\/([\w-]+)'/g)].map(([, name]) => name!),
  );
  expect(new Set(called).size).toBeGreaterThan(100);
  const silent = [...new Set(called)].filter((name) => !isAudited(name)).sort();
  expect(silent.filter((name) => !(name in notAudited))).toEqual([]);
  const named = Object.keys(notAudited).filter((name) => called.includes(name));
  expect(named.filter((name) => isAudited(name))).toEqual([]);
});
