// Applies the migrations to DATABASE_URL (or to the URL given as the first argument) and says which ones.

import { migrate } from '../lib/db/migrate';

const url = process.argv[2] ?? process.env['DATABASE_URL'];
if (!url) {
  console.error(
    'No database is named: set DATABASE_URL, for example postgres://meldestelle:secret@127.0.0.1:5432/meldestelle.',
  );
  process.exit(2);
}
const applied = await migrate(url);
console.log(applied.length ? `Applied: ${applied.join(', ')}` : 'The database is up to date.');
