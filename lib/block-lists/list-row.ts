// A list as its row has it: columns and their reading, shared by what the worker writes and what the screens read.

import type { Belief } from './ask-list';
import { listCodes, type ListRules, type ListState } from './types';

/** Columns of `block_list` as `ListRow` names them. */
export const listColumns = `id, name, zone, subjects, codes, is_bitmask AS "isBitmask", test_domain AS "testDomain",
  lookup_url AS "lookupUrl", steps, note, queries_per_minute AS "queriesPerMinute",
  interval_minutes AS "intervalMinutes", active, state, state_detail AS "stateDetail", state_since AS "stateSince",
  round_began_at AS "roundBeganAt", round_position AS "roundPosition", round_checked AS "roundChecked",
  round_unknown AS "roundUnknown", last_round_at AS "lastRoundAt", last_checked AS "lastChecked",
  last_unknown AS "lastUnknown", next_at AS "nextAt", updated_at AS "updatedAt"`;

export interface ListRow extends ListRules {
  id: number;
  name: string;
  /** Where one looks up why, and asks to be taken off. */
  lookupUrl: string | null;
  /** Steps of the checklist that this list needs besides those of every list. */
  steps: string[];
  note: string | null;
  queriesPerMinute: number;
  intervalMinutes: number;
  active: boolean;
  state: ListState;
  stateDetail: Belief['detail'];
  stateSince: Date;
  /** The round under way, and the subject it came to; null between rounds. */
  roundBeganAt: Date | null;
  roundPosition: string | null;
  roundChecked: number;
  roundUnknown: number;
  lastRoundAt: Date | null;
  lastChecked: number;
  lastUnknown: number;
  nextAt: Date;
  updatedAt: Date;
}

/** The row with its codes read; what another version wrote and is not understood here counts as no code. */
export function listRow(found: Omit<ListRow, 'codes'> & { codes: unknown }): ListRow {
  return { ...found, codes: listCodes.catch([]).parse(found.codes) };
}
