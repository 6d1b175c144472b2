// A directory that is read whole, behind its port: its secret unsealed, its file at hand.

import { sql } from '@/lib/db/sql';
import { readCsv } from '@/lib/directory/csv/csv-directory';
import { loadCsvFile } from '@/lib/directory/csv/load-file';
import { csvSettings } from '@/lib/directory/csv/settings';
import { openLdapDirectory } from '@/lib/directory/ldap/open';
import { loadUploadedFile, type DirectorySource } from '@/lib/directory/source-store';
import { openSqlDirectory } from '@/lib/directory/sql/sql-directory';
import { DirectoryFault, type ListingDirectory } from '@/lib/directory/types';
import { directorySecretPlace, SealError, unseal } from '@/lib/secrets/seal';

/** Throws `DirectoryFault`: `secret-unreadable` (SECRET_KEY was changed), `not-a-listing` for one that is asked. */
export function openDirectory(source: DirectorySource): ListingDirectory {
  switch (source.kind) {
    case 'sql':
      return openSqlDirectory(source.settings, openSecret(source) ?? '');
    case 'ldap':
      return openLdapDirectory(source.settings, openSecret(source));
    case 'csv':
      return openCsvDirectory(source);
    default:
      throw new DirectoryFault('not-a-listing');
  }
}

/** The source's password or token; null where it has none. Throws `DirectoryFault`: `secret-unreadable`. */
export function openSecret({
  id,
  secretSealed,
}: Pick<DirectorySource, 'id' | 'secretSealed'>): string | null {
  if (secretSealed === null) return null;
  try {
    return unseal(secretSealed, directorySecretPlace(id));
  } catch (error) {
    if (error instanceof SealError) throw new DirectoryFault('secret-unreadable');
    throw error;
  }
}

/** The bytes of a CSV source. Throws `DirectoryFault`: `nothing-uploaded`, or why the file cannot be read. */
export async function csvBytes({ id, settings }: Pick<DirectorySource, 'id' | 'settings'>): Promise<Buffer> {
  const { from, path } = csvSettings(settings);
  if (from === 'path') return loadCsvFile(path);
  const file = await loadUploadedFile(sql(), id);
  if (file === null) throw new DirectoryFault('nothing-uploaded');
  return file.bytes;
}

function openCsvDirectory(source: DirectorySource): ListingDirectory {
  return {
    async *read(signal) {
      yield* readCsv(await csvBytes(source), signal);
    },
    close: () => Promise.resolve(),
  };
}
