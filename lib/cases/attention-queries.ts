// The few open cases that need somebody: a measure that may not hold, a notice that may not have arrived, an answer. They
// stand above the list, whatever it is sorted or filtered by.

import { sql } from '@/lib/db/sql';
import { stageOfRank, type StageCode } from '@/lib/scoring/stages';
import { defaultView, type CaseTab } from './list-parameters';
import { Parameters, viewConditions } from './list-sql';

/** More of them than this are a fault of the desk itself, and one look into the list says so. */
export const attentionCap = 20;

export interface AttentionRow {
  number: string;
  login: string;
  stage: StageCode;
}

/**
 * The open cases of a tab that need somebody (a measure, a notice, an answer), most urgent first; by a partial index. One
 * more than the cap says that there are more.
 */
export async function listAttention(tab: CaseTab, userId: number): Promise<AttentionRow[]> {
  if (tab === 'ended') return [];
  const { text, values } = attentionStatement(tab, userId);
  const rows = await sql().unsafe<(Omit<AttentionRow, 'stage'> & { stage: number })[]>(text, values);
  return rows.map((row) => ({ ...row, stage: stageOfRank(row.stage) }));
}

/** The statement with its values, for the test that reads its plan. */
export function attentionStatement(tab: CaseTab, userId: number) {
  const parameters = new Parameters();
  const conditions = [
    'c.is_open',
    'c.attention',
    ...viewConditions({ ...defaultView, tab }, userId, parameters),
  ];
  const text = `SELECT c.number, a.login, c.stage FROM "case" c JOIN account a ON a.id = c.account_id
    WHERE ${conditions.join(' AND ')} ORDER BY c.stage DESC, c.score DESC, c.id DESC LIMIT ${attentionCap + 1}`;
  return { text, values: parameters.values };
}
