// Reads mail anew, one or all of a filter: after a change of the parser, or of what the provider says is its own.

import type { MailFilter } from '@/lib/intake/list-parameters';
import { markForReplay, type ReplayTarget } from '@/lib/intake/replay-store';
import { sql } from '@/lib/db/sql';
import { done, refused, type Outcome } from './outcome';

/**
 * Puts the mail back to waiting and answers how many there were. Expected error: `nothing-to-replay`. Processed mail is
 * replayed one by one only: a whole archive at once is a rebuild, not a click.
 */
export function replayMessages(
  input: { ids: number[] } | { filter: MailFilter & { state: 'not_recognised' | 'quarantined' } },
  userId: number,
): Promise<Outcome<{ count: number }, 'nothing-to-replay'>> {
  return sql().begin(async (tx): Promise<Outcome<{ count: number }, 'nothing-to-replay'>> => {
    const count = await markForReplay(tx, input);
    if (count === 0) return refused('nothing-to-replay');
    const detail = { count, ...describe(input) };
    await tx`SELECT append_audit(${userId}, 'mail-replayed', 'intake', ${tx.json(detail)})`;
    return done({ count });
  }) as Promise<Outcome<{ count: number }, 'nothing-to-replay'>>;
}

function describe(target: ReplayTarget): Record<string, number[] | string | number | null> {
  return 'ids' in target
    ? { ids: target.ids }
    : { state: target.filter.state, mailbox: target.filter.mailbox };
}
