// Use case: an administrator tries a directory before or after saving it: every step is named, and rows are shown as they
// would be understood. Nothing is stored. In the sample provider no connection leaves the machine.

import { prisma } from '@/lib/db/prisma';
import { keepsSecret, readForm } from '@/lib/directory/form';
import { testHttpDirectory } from '@/lib/directory/http/open';
import { testLdapDirectory } from '@/lib/directory/ldap/open';
import { testSqlDirectory } from '@/lib/directory/sql/sql-directory';
import { DirectoryFault, type DirectoryTest } from '@/lib/directory/types';
import { env } from '@/lib/env';
import { openSecret } from './open-directory';
import { done, refused, refusedField, type Outcome } from './outcome';
import { previewCsv, type CsvPreview } from './preview-csv';
import type { SaveDirectoryInput } from './save-directory-source';

/** A test that hangs is a failed one. */
const TEST_MS = 60_000;

export type DirectoryTestResult = DirectoryTest & { preview: CsvPreview | null };

/**
 * Every step up to the first that fails. `login` is asked for where the source answers for one login at a time.
 * Expected errors: `fields`, `sample-provider`; field `secret`: `secret-unreadable` (SECRET_KEY was changed).
 */
export async function testDirectory(
  input: Pick<SaveDirectoryInput, 'id' | 'kind' | 'fields' | 'secret'> & { login: string },
): Promise<Outcome<DirectoryTestResult>> {
  const { id, kind, fields, login } = input;
  const { settings, problems } = readForm(kind, fields);
  if (Object.keys(problems).length > 0) return refused('fields', { fields: problems });
  if (kind === 'csv') {
    const { steps, preview } = await previewCsv({ id, settings });
    return done({ steps, sample: null, preview });
  }
  if (env().SAMPLE_PROVIDER) return refused('sample-provider');
  const isAsked = kind === 'http' || kind === 'abusehq';
  if (isAsked && login === '') return refusedField('login', 'required');
  let secret: string | null;
  try {
    secret = input.secret === '' ? await storedSecret(id, kind, settings) : input.secret;
  } catch (error) {
    if (error instanceof DirectoryFault) return refusedField('secret', error.code);
    throw error;
  }
  const signal = AbortSignal.timeout(TEST_MS);
  if (kind === 'sql')
    return done({ ...(await testSqlDirectory(settings, secret ?? '', signal)), preview: null });
  if (kind === 'ldap') return done({ ...(await testLdapDirectory(settings, secret)), preview: null });
  const question = { login, clientIp: null, clientPort: null, at: new Date() };
  const options = { allowedHosts: env().DIRECTORY_ALLOWED_HOSTS };
  return done({ ...(await testHttpDirectory(kind, settings, secret, question, options)), preview: null });
}

async function storedSecret(
  id: number | null,
  kind: SaveDirectoryInput['kind'],
  settings: object,
): Promise<string | null> {
  const row = id === null ? null : await prisma().directorySource.findUnique({ where: { id } });
  if (row === null || !keepsSecret(kind, row.settings, settings)) return null;
  return openSecret(row);
}
