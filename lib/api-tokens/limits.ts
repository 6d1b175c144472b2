// What a token may cost, each number with its reason.

/** Requests a minute: below one a minute nobody needs a token; above, one processor would be busy with one sender. */
export const RATE_MIN = 1;
export const RATE_MAX = 60_000;
/** Ten a second carries a large feed; its first minute may come at once. */
export const RATE_DEFAULT = 600;

export const NAME_CHARS_MAX = 100;
