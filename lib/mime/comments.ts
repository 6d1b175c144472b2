// Comments in structured header values: `192.0.2.1 (mail.example.com)`.
// Promise: linear time, never throws; nested and unclosed comments, quoted strings and escapes are
// understood. Source: RFC 5322 §3.2.2 (CFWS).

/** The value without its comments, each of them replaced by nothing; blanks stay. */
export function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  let result = '';
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '\\') {
      if (depth === 0) result += char + text.charAt(i + 1);
      i += 1;
    } else if (depth > 0) {
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
    } else if (char === '(' && !isQuoted) depth = 1;
    else {
      if (char === '"') isQuoted = !isQuoted;
      result += char;
    }
  }
  return result;
}
