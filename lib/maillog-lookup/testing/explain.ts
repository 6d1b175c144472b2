// Plans of the look-ups, as PostgreSQL ran them. For tests and the benchmark.

import type { Sql } from '@/lib/db/sql';
import { postgresLookup } from '../postgres';
import type { MailLogLookup, Window } from '../types';

export interface Plan {
  text: string;
  /** Pages of tables and indexes touched. */
  pages: number;
  ms: number;
}

/** Runs `ask` under EXPLAIN. `forced`: on tables as small as in a test the server would read them whole. */
export async function plansOf(
  pool: Sql,
  ask: (lookup: MailLogLookup) => Promise<unknown>,
  { forced }: { forced: boolean },
): Promise<Plan[]> {
  const plans: Plan[] = [];
  await ask(postgresLookup(explaining(pool, plans, { forced }), 0));
  return plans;
}

/** The pool, with every statement explained instead: its plan goes into `plans`, and it answers nothing. */
export function explaining(pool: Sql, plans: Plan[], { forced }: { forced: boolean }): Sql {
  return new Proxy(pool, {
    apply: (target, _, args: [TemplateStringsArray, ...unknown[]]) => {
      const [strings, ...values] = args;
      // Fragments are left as they are.
      if (!/^\s*(?:SELECT|WITH|INSERT)\b/.test(strings[0] ?? ''))
        return Reflect.apply(target, undefined, args) as unknown;
      const explained = Object.assign([`EXPLAIN (ANALYZE, BUFFERS) ${strings[0]}`, ...strings.slice(1)], {
        raw: strings.raw,
      });
      return pool.begin(async (tx) => {
        await tx`SELECT set_config('enable_seqscan', ${forced ? 'off' : 'on'}, true)`;
        const run = tx as unknown as (...call: unknown[]) => Promise<{ 'QUERY PLAN': string }[]>;
        const rows = await run(explained, ...values);
        plans.push(readPlan(rows.map((row) => row['QUERY PLAN']).join('\n')));
        return [];
      });
    },
  });
}

function readPlan(text: string): Plan {
  // Of the topmost node, which holds those of all others.
  const [, hit = '0', read = '0'] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(text) ?? [];
  return { text, pages: Number(hit) + Number(read), ms: Number(/Execution Time: ([\d.]+)/.exec(text)?.[1]) };
}

export interface Asked {
  queueId: string;
  messageId: string;
  clientIp: string;
  login: string;
  window: Window;
  hour: Window;
}

/** Pages and time of each look-up on a table of real size; the second of two, when its pages are in memory. */
export async function pagesOfLookups(
  pool: Sql,
  asked: Asked,
): Promise<{ name: string; pages: number; ms: number }[]> {
  const { queueId, messageId, clientIp, login, window, hour } = asked;
  const asks: Record<string, (lookup: MailLogLookup) => Promise<unknown>> = {
    'by queue id': (lookup) => lookup.findByQueueId([{ queueId, host: 'mail1', window }]),
    'by Message-ID': (lookup) => lookup.findByMessageId([{ messageId, window }]),
    'by client': (lookup) =>
      lookup.findByClient([{ clientIp, clientPort: null, recipientDomain: null, window: hour }]),
    'volume of an hour': (lookup) => lookup.volumeOf([login], hour),
  };
  const results: { name: string; pages: number; ms: number }[] = [];
  for (const [name, ask] of Object.entries(asks)) {
    await plansOf(pool, ask, { forced: false });
    const [plan] = await plansOf(pool, ask, { forced: false });
    results.push({ name, pages: plan?.pages ?? NaN, ms: plan?.ms ?? NaN });
  }
  return results;
}
