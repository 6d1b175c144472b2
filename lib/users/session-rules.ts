// How long a session lives. Both limits hold on the server, whatever the cookie says.

/** Absolute: a working day and a bit, then sign in again. */
export const SESSION_HOURS = 12;
/** Idle: a lunch break does not end the session, an evening does. */
export const SESSION_IDLE_HOURS = 2;
/** How old `last_seen_at` may grow before a request writes it again: one write a minute and session at most. */
export const SESSION_TOUCH_SECONDS = 60;
