// One Authentication-Results value, read as RFC 8601 §2.2 writes it. Promise: linear time, never throws; comments, quoted
// strings, versions and several properties are understood. A value whose quotes or comments do not close is refused whole:
// its parts cannot be told apart, and a sender can write into some of them (the local part of an address). A single result
// of no known shape is left out; the others stand.

export interface AuthProperty {
  ptype: string;
  property: string;
  value: string;
}

export interface AuthResult {
  /** Lower case: dkim, spf, dmarc … */
  method: string;
  /** Lower case: pass, fail, none … */
  result: string;
  properties: AuthProperty[];
}

export interface AuthResults {
  /** Who says so, lower case. */
  authservId: string;
  results: AuthResult[];
}

/** `=`, `;` and `.` outside quotes are marks; a quoted string is one word whatever it holds. */
interface Token {
  kind: 'word' | 'equals' | 'semicolon';
  text: string;
}

/** Index just behind a comment, or -1 where it does not close. */
function skipComment(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\') i += 1;
    else if (char === '(') depth += 1;
    else if (char === ')' && --depth === 0) return i + 1;
  }
  return -1;
}

/** A quoted string and the index just behind it, or null where it does not close. */
function readQuoted(text: string, start: number): { value: string; end: number } | null {
  let value = '';
  for (let i = start + 1; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '"') return { value, end: i + 1 };
    if (char === '\\') i += 1;
    value += text.charAt(i);
  }
  return null;
}

function isBreak(char: string): boolean {
  return (
    char === ' ' ||
    char === '\t' ||
    char === '\r' ||
    char === '\n' ||
    char === '(' ||
    char === ';' ||
    char === '='
  );
}

/** A word may hold a quoted string within (`"a;b"@example.com`); `=` inside a value is one of its own token. */
function readWord(text: string, start: number): { value: string; end: number } | null {
  let value = '';
  // Plain text is cut out at once, not sign by sign.
  let plainStart = start;
  let i = start;
  for (let char = text.charAt(i); i < text.length && !isBreak(char); char = text.charAt(i)) {
    if (char === '"') {
      const quoted = readQuoted(text, i);
      if (quoted === null) return null;
      value += text.slice(plainStart, i) + quoted.value;
      i = quoted.end;
      plainStart = i;
    } else i += 1;
  }
  return { value: value + text.slice(plainStart, i), end: i };
}

function tokenize(text: string): Token[] | null {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length;) {
    const char = text.charAt(i);
    if (char === '(') {
      i = skipComment(text, i);
      if (i < 0) return null;
    } else if (char === ';' || char === '=') {
      tokens.push({ kind: char === ';' ? 'semicolon' : 'equals', text: char });
      i += 1;
    } else if (isBreak(char)) i += 1;
    else {
      const word = readWord(text, i);
      if (word === null) return null;
      tokens.push({ kind: 'word', text: word.value });
      i = word.end;
    }
  }
  return tokens;
}

function splitAtSemicolons(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'semicolon') groups.push([]);
    else groups.at(-1)?.push(token);
  }
  return groups;
}

/**
 * `key = value` pairs in order. A value ends with its word: VERP and BATV addresses hold `=` without blanks around
 * (`prvs=12ab=user@example.com`), so what follows another `=` still belongs to the value.
 */
function readPairs(tokens: readonly Token[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 2 < tokens.length; i += 1) {
    const key = tokens[i];
    const value = tokens[i + 2];
    if (key?.kind !== 'word' || tokens[i + 1]?.kind !== 'equals' || value?.kind !== 'word') continue;
    let text = value.text;
    i += 2;
    while (tokens[i + 1]?.kind === 'equals') {
      const more = tokens[i + 2];
      text += `=${more?.kind === 'word' ? more.text : ''}`;
      i += more?.kind === 'word' ? 2 : 1;
    }
    pairs.push([key.text.toLowerCase(), text]);
  }
  return pairs;
}

function readResult(tokens: readonly Token[]): AuthResult | null {
  const [first, ...rest] = readPairs(tokens);
  if (first === undefined || tokens[0]?.text.toLowerCase() !== first[0]) return null;
  // `dkim/1=pass`: the version of the method (RFC 8601 §2.2); no version but 1 exists.
  const method = first[0].split('/')[0] ?? '';
  const properties = rest.flatMap(([key, value]): AuthProperty[] => {
    const dot = key.indexOf('.');
    return dot < 0 ? [] : [{ ptype: key.slice(0, dot), property: key.slice(dot + 1), value }];
  });
  return { method, result: first[1].toLowerCase(), properties };
}

/** Reads one unfolded value; null where it cannot be trusted to have been read right. */
export function parseAuthResults(value: string): AuthResults | null {
  const tokens = tokenize(value);
  if (tokens === null) return null;
  const [head = [], ...groups] = splitAtSemicolons(tokens);
  // The authserv-id, and perhaps the version of the header: `mx.example.com 1`. Some servers leave the id out and begin
  // with the first result; nobody says so then.
  const [id, version, ...excess] = head;
  const isVersion = version === undefined || /^[0-9]+$/.test(version.text);
  if (id?.kind !== 'word' || !isVersion || excess.length > 0) return null;
  const results = groups.map(readResult).filter((result) => result !== null);
  return { authservId: id.text.toLowerCase().replace(/\.$/, ''), results };
}

/** The first value of a property of a result, or null. */
export function propertyOf(result: AuthResult, ptype: string, property: string): string | null {
  return result.properties.find((one) => one.ptype === ptype && one.property === property)?.value ?? null;
}
