// What postcat prints of several mails: a section with the records of each envelope, then, where asked for, its headers.
// Pure. Envelope and headers are asked for apart: a header may look like anything, also like the marks between sections.

const BEGIN = /^\*\*\* ENVELOPE RECORDS (\S+) \*\*\*$/;
const CONTENTS = /^\*\*\* MESSAGE CONTENTS (\S+) \*\*\*$/;
const END = /^\*\*\* (?:HEADER EXTRACTED|MESSAGE FILE END) (\S+) \*\*\*$/;

/** Who signed in to hand the mail in; null where nobody did, or the record is of before. */
export interface Envelope {
  queueId: string;
  saslUser: string | null;
}

/** The envelopes of an answer without headers. */
export function readEnvelopes(text: string): Envelope[] {
  const found: Envelope[] = [];
  for (const line of text.split('\n')) {
    const begin = BEGIN.exec(line)?.[1];
    if (begin !== undefined) found.push({ queueId: idOf(begin), saslUser: null });
    const user = /^named_attribute: sasl_username=(.+)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (user !== undefined && last !== undefined) last.saslUser = user.toLowerCase();
  }
  return found;
}

/**
 * The header sections of these mails, in the order in which they were asked for. Marks of any other mail are taken for
 * what they are: lines of a header.
 */
export function readHeaders(text: string, asked: readonly string[], mostChars: number): Map<string, string> {
  const found = new Map<string, string>();
  let at = -1;
  let lines: string[] | null = null;
  for (const line of text.split('\n')) {
    const begin = BEGIN.exec(line)?.[1];
    if (lines === null && begin !== undefined) {
      const next = asked.indexOf(idOf(begin), at + 1);
      if (next > at) at = next;
      continue;
    }
    const id = asked[at];
    if (id === undefined) continue;
    if (lines === null) {
      if (idOf(CONTENTS.exec(line)?.[1] ?? '') === id) lines = [];
      continue;
    }
    if (idOf(END.exec(line)?.[1] ?? '') !== id) {
      lines.push(line);
      continue;
    }
    found.set(id, lines.join('\n').slice(0, mostChars));
    lines = null;
  }
  return found;
}

/** `deferred/D/D2384448A95` */
function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
