// Keeps TXT answers for a while: a feedback loop sends thousands of reports under one key. Promise: bounded in entries
// and in bytes, oldest use goes first; questions asked at the same time share one query; never answers what the
// resolver did not. Source: RFC 2308 (negative answers are kept too, for a shorter time).

/** Answers with the character strings of each TXT record; fails with an error whose `code` is one of node's DNS codes. */
export type TxtResolver = (name: string) => Promise<string[][]>;

export interface CacheOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Names kept at most. */
  maxEntries: number;
  /** How long an answer, a "there is none" and a failure are kept. */
  answerMs: number;
  absenceMs: number;
  failureMs: number;
}

/** The numbers of the running product. */
export const cacheDefaults = {
  /** Reporters sign with few keys: a large desk sees some hundreds; each entry is at most `maxAnswerChars`. */
  maxEntries: 2_000,
  /** A key that its owner withdrew must stop counting soon; an hour of forgery would be too long. */
  answerMs: 10 * 60_000,
  /** A key published late is found soon. */
  absenceMs: 2 * 60_000,
  /** A dead server is not asked again for every mail of a batch. */
  failureMs: 15_000,
};

/** The longest answer kept or passed on: a 4096-bit RSA key takes 750 characters, a TXT answer could have 65,000. */
const maxAnswerChars = 8_192;

interface Entry {
  answer: Promise<string[][]>;
  /** Infinity while the question is open. */
  until: number;
}

/** Whether a DNS error says that the name or record does not exist, as against that nobody could say. */
export function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOTFOUND' || code === 'ENODATA';
}

/** `resolve` behind a cache of its own. */
export function cachedTxt(resolve: TxtResolver, options: CacheOptions): TxtResolver {
  const entries = new Map<string, Entry>();
  const ask = (name: string): Promise<string[][]> => {
    const entry: Entry = { answer: resolve(name).then(withinBounds), until: Infinity };
    const keepFor = (milliseconds: number): void => {
      entry.until = options.now() + milliseconds;
    };
    entry.answer.then(
      () => keepFor(options.answerMs),
      (error: unknown) => keepFor(isAbsence(error) ? options.absenceMs : options.failureMs),
    );
    entries.set(name, entry);
    const oldest = entries.keys().next();
    if (entries.size > options.maxEntries && oldest.done !== true) entries.delete(oldest.value);
    return entry.answer;
  };
  return (name) => {
    const key = name.toLowerCase();
    const kept = entries.get(key);
    entries.delete(key);
    if (kept === undefined || kept.until <= options.now()) return ask(key);
    // Set anew: a Map keeps the order of insertion, so the first one is the one not asked for longest.
    entries.set(key, kept);
    return kept.answer;
  };
}

function withinBounds(records: string[][]): string[][] {
  const chars = records.flat().reduce((sum, text) => sum + text.length, 0);
  return chars <= maxAnswerChars ? records : [];
}
