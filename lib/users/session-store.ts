// Session rows: the cookie carries an id, the row decides at each request. Ended, expired, idle and disabled are one
// answer: nobody is signed in.

import { sql } from '@/lib/db/sql';
import { SESSION_IDLE_HOURS, SESSION_TOUCH_SECONDS } from './session-rules';
import type { SignedInUser } from './types';

/** The user of a live session, or null; notes that the session was used. One statement. */
export async function readSession(sessionId: string): Promise<SignedInUser | null> {
  const rows = await sql()<SignedInUser[]>`
    WITH live AS (
      SELECT s.id, s.last_seen_at, u.id AS user_id, u.login, u.name, u.role::text AS role, u.locale, u.theme,
             u.single_keys, u.must_change_password, u.handles_restricted
      FROM session s JOIN app_user u ON u.id = s.user_id
      WHERE s.id = ${sessionId} AND s.ended_at IS NULL AND u.disabled_at IS NULL AND s.expires_at > now()
        AND s.last_seen_at > now() - make_interval(hours => ${SESSION_IDLE_HOURS})
    ), touched AS (
      UPDATE session SET last_seen_at = now() FROM live
      WHERE session.id = live.id AND live.last_seen_at < now() - make_interval(secs => ${SESSION_TOUCH_SECONDS})
    )
    SELECT user_id AS "id", login, name, role, locale, theme, single_keys AS "singleKeys",
           must_change_password AS "mustChangePassword", handles_restricted AS "handlesRestricted", id AS "sessionId"
    FROM live`;
  return rows[0] ?? null;
}
