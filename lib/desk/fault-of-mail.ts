// Whose fault a failed transaction is. A mail is blamed only for what a mail can cause; whatever could just as well have
// happened to any other mail costs no attempt, or a broken server would empty a whole inbox into quarantine.

/** SQLSTATE classes that follow from values: data exceptions, constraints, more than a row or an index can hold. */
const OF_VALUES = /^(22|23|54)[0-9A-Z]{3}$/;

/** Node's and the driver's words for a value that cannot be. */
const OF_ARGUMENTS = /^(ERR_|UNDEFINED_VALUE$)/;

/**
 * Whether the mail at hand made the transaction fail. Errors with a code that is not PostgreSQL's word on a value
 * (connection, concurrency, resources, a schema that does not fit, files) are not; errors of our own code (TypeError,
 * RangeError …) are.
 */
export function isFaultOfMail(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    code === undefined || (typeof code === 'string' && (OF_VALUES.test(code) || OF_ARGUMENTS.test(code)))
  );
}
