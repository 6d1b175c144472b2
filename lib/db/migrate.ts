// Applies `prisma/migrations` to a database, in order, each once. Promises: what was applied before stays as it is,
// and two processes that start together do not apply the same migration twice (advisory lock).

import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { noSchemaFilter, withSchemaEngine } from './schema-engine';

const migrationLockKey = 7_363_001;

/** The migration folders as the schema engine wants them: name and SQL, oldest first. */
export function readMigrations(baseDir: string) {
  const folders = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(baseDir, entry.name, 'migration.sql')))
    .map((entry) => entry.name)
    .sort();
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: folders.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: readFileSync(join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/**
 * Brings the database at `databaseUrl` up to date and returns the names of the migrations that were applied now.
 * Throws the engine's error where a migration fails; the failed one is recorded in `_prisma_migrations`.
 */
export async function migrate(
  databaseUrl: string,
  baseDir = join(process.cwd(), 'prisma/migrations'),
): Promise<string[]> {
  const guard = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await guard`SELECT pg_advisory_lock(${migrationLockKey})`;
    const schema = readFileSync(join(baseDir, '../schema.prisma'), 'utf8');
    return await withSchemaEngine(databaseUrl, [['schema.prisma', schema]], async (engine) => {
      const result = await engine.applyMigrations({
        migrationsList: readMigrations(baseDir),
        filters: noSchemaFilter,
      });
      return result.appliedMigrationNames;
    });
  } finally {
    await guard.end();
  }
}
