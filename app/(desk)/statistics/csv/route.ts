// GET /statistics/csv?table=…&from=…&to=…: one table of the page as a file that a spreadsheet opens as it is.

import { getLocale, getTranslations } from 'next-intl/server';
import { currentAgent } from '@/lib/auth/current-user';
import { readStatistics } from '@/lib/desk/read-statistics';
import { lookUp } from '@/lib/i18n/look-up';
import { csvOf } from '@/lib/statistics/csv';
import { readPeriod } from '@/lib/statistics/period';
import { tableNames, tableRows } from '@/lib/statistics/tables';
import { nameIn } from '../values';

export async function GET(request: Request): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return new Response('Sign in first.', { status: 401 });
  const query = new URL(request.url).searchParams;
  const table = tableNames.find((name) => name === query.get('table'));
  if (table === undefined) return new Response('Not found.', { status: 404 });
  const { from, to } = readPeriod(
    { from: query.get('from') ?? undefined, to: query.get('to') ?? undefined },
    new Date(),
  );
  const [t, locale, statistics] = await Promise.all([
    getTranslations('statistics'),
    getLocale(),
    readStatistics({ from, to }),
  ]);
  const rows = tableRows(
    table,
    statistics,
    (key) => lookUp(t, key) ?? key,
    (name, row) => nameIn(t, name, row),
  );
  return new Response(csvOf(rows, locale === 'en' ? 'en' : 'de'), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="statistics-${table}-${from}-${to}.csv"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
