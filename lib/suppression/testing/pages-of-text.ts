// The pages that a read looks at whose statement is put together as text. For tests.

import { useSql, type Sql } from '@/lib/db/sql';

/** Runs `ask` with its statement explained instead; it is answered nothing. The pool is `sql` again afterwards. */
export async function pagesOfText(
  sql: Sql,
  ask: () => Promise<unknown>,
): Promise<{ pages: number; text: string }> {
  const found = { pages: 0, text: '' };
  const explain = async (text: string, values: never[]) => {
    const rows = (await sql.unsafe(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, values)) as unknown as {
      'QUERY PLAN': string;
    }[];
    found.text = rows.map((row) => row['QUERY PLAN']).join('\n');
    const [, hit = '0', read = '0'] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(found.text) ?? [];
    found.pages = Number(hit) + Number(read);
    return [];
  };
  useSql(
    new Proxy(sql, {
      get: (target, name) => (name === 'unsafe' ? explain : (Reflect.get(target, name) as unknown)),
    }),
  );
  await ask();
  useSql(sql);
  return found;
}
