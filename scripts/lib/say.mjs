// The few lines that the commands print. Progress goes to standard output, what went wrong to standard error.

/** One line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** An error that a person can act on: its message is a sentence, its stack is of no interest. */
export class Failure extends Error {
  name = 'Failure';
}

/** Prints an error: the sentence of a `Failure`, the whole stack of anything else. */
export function complain(error) {
  process.stderr.write(`${error instanceof Failure ? error.message : (error?.stack ?? String(error))}\n`);
}
