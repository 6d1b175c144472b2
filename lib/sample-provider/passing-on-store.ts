// The sample provider's reseller gets complaints about his customers: as it would after an administrator switched it on.

import type { Tx } from '@/lib/db/sql';
import { DAY } from './calendar';

/** So long before the stories' moment it was switched on. */
const daysBefore = 3;

/** Adds the recipient where there is none yet. */
export async function savePassingOn(tx: Tx, anchor: Date): Promise<void> {
  const since = new Date(anchor.getTime() - daysBefore * DAY);
  await tx`
    INSERT INTO pass_on_recipient (customer_id, to_address, form, rhythm, level, language, is_active, active_since, changed_at)
    SELECT c.id, 'abuse@wiederverkauf.example', 'arf', 'at-once', 'text', 'de', true, ${since}, ${since}
    FROM customer c WHERE c.is_reseller AND EXISTS (SELECT FROM customer k WHERE k.reseller_id = c.id)
    ORDER BY c.id LIMIT 1 ON CONFLICT (customer_id) DO NOTHING`;
}
