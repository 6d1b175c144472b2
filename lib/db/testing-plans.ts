// Plans of the statements that a query sends, while it gets its answers. For tests of what lists read at volume.

import type { Sql } from './sql';

export interface WatchedPlan {
  text: string;
  /** Pages of tables and indexes touched. */
  pages: number;
}

/** The pool; the plan of every statement that reads goes into `plans`, and the statement is then run as it is. */
export function watchPlans(pool: Sql, plans: WatchedPlan[]): Sql {
  const note = (rows: readonly unknown[]): void => {
    const text = rows.map((row) => String((row as Record<string, unknown>)['QUERY PLAN'])).join('\n');
    // Of the topmost node, which holds those of all others.
    const [, hit = '0', read = '0'] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(text) ?? [];
    plans.push({ text, pages: Number(hit) + Number(read) });
  };
  const reads = (text: string): boolean => /^\s*\(?(?:SELECT|WITH)\b/.test(text);
  const unsafe = async (text: string, values: never[] = []): Promise<unknown> => {
    if (reads(text)) note(await pool.unsafe(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, values));
    return pool.unsafe(text, values);
  };
  return new Proxy(pool, {
    get: (target, name) => (name === 'unsafe' ? unsafe : (Reflect.get(target, name) as unknown)),
    apply: (target, _, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) => {
      const run = () => Reflect.apply(target, undefined, [strings, ...values]) as Promise<unknown>;
      if (!reads(strings[0] ?? '')) return run();
      const explained = Object.assign([`EXPLAIN (ANALYZE, BUFFERS) ${strings[0]}`, ...strings.slice(1)], {
        raw: strings.raw,
      });
      const ask = Reflect.apply(target, undefined, [explained, ...values]) as Promise<unknown[]>;
      return ask.then(note).then(run);
    },
  });
}

/** The plans of what `ask` reads, on tables that are read once before: pages in memory or not are counted alike. */
export async function plansOf(pool: Sql, ask: (watched: Sql) => Promise<unknown>): Promise<WatchedPlan[]> {
  const plans: WatchedPlan[] = [];
  await ask(watchPlans(pool, plans));
  return plans;
}

/**
 * VACUUM and ANALYZE as a rested database has them: every page seen by all. A row whose commit is not on disk yet counts
 * as unsettled, and its page is left out, so what was written is brought there first. Throws where that does not help.
 */
export async function vacuumTables(pool: Sql, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    for (let tries = 1; ; tries += 1) {
      await pool.unsafe('CHECKPOINT');
      await pool.unsafe(`VACUUM ANALYZE ${table}`);
      const [row] = await pool<{ isSettled: boolean }[]>`
        SELECT bool_and(relallvisible = relpages) AS "isSettled" FROM pg_class
        WHERE relkind = 'r' AND (oid = ${table}::regclass
          OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = ${table}::regclass))`;
      if (row?.isSettled === true) break;
      if (tries === 10) throw new Error(`VACUUM leaves pages of ${table} unsettled`);
    }
  }
}
