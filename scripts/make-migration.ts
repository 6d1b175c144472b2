// Writes the SQL between the last migrated schema and prisma/schema.prisma into a new migration folder. The engine
// wants a server to speak to (DATABASE_URL) and changes nothing there. Usage: npm run migration -- NAME.
// Read the SQL, add by hand what Prisma cannot say, commit both.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noSchemaFilter, withSchemaEngine } from '../lib/db/schema-engine';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Usage: npm run migration -- NAME, with NAME in lower case letters, digits and underscores.');
  process.exit(2);
}
const databaseUrl = process.env['DATABASE_URL'];
if (!databaseUrl) {
  console.error('Set DATABASE_URL to any reachable PostgreSQL database; nothing in it is changed.');
  process.exit(2);
}

const migrations = join(process.cwd(), 'prisma/migrations');
const lastFile = join(migrations, 'last.prisma');
const current = readFileSync(join(process.cwd(), 'prisma/schema.prisma'), 'utf8');
const files = (content: string) => [{ path: 'schema.prisma', content }];

const sql = await withSchemaEngine(databaseUrl, [['schema.prisma', current]], async (engine) => {
  const result = await engine.diff({
    from: existsSync(lastFile)
      ? { tag: 'schemaDatamodel', files: files(readFileSync(lastFile, 'utf8')) }
      : { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: files(current) },
    script: true,
    exitCode: null,
    filters: noSchemaFilter,
  });
  return result.stdout ?? '';
});

const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
const folder = join(migrations, `${stamp}_${name}`);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'migration.sql'), sql);
writeFileSync(lastFile, current);
writeFileSync(join(migrations, 'migration_lock.toml'), 'provider = "postgresql"\n');
console.log(`${folder}/migration.sql`);
