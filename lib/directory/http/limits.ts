// What a resolver may cost, and why so much.

/** One question from the look-up of its answer's last byte: a customer database answers within a second. */
export const askMs = 10_000;

/** A customer with twenty contacts is 4 KB; more than this is no answer to one question. */
export const maxAnswerBytes = 256 * 1024;

/** Questions at the same time: what a CRM's web server bears beside its own work. */
export const parallel = 6;
