// A Received value cut into words, comments and the date after the last semicolon.
// Promise: linear time, never throws; quoted strings, escapes, nested and unclosed comments are understood.
// Source: RFC 5321 §4.4 (stamp), RFC 5322 §3.2.2 (CFWS) and §3.6.7 (trace fields).

import { countScanned } from './work';

export interface TraceToken {
  kind: 'word' | 'comment';
  /** A comment's text without its outer parentheses; a word without quotes. */
  text: string;
}

export interface TraceTokens {
  tokens: TraceToken[];
  /** What stands after the last semicolon outside comments and quotes; '' where there is none. */
  dateText: string;
}

/** Index of the parenthesis that closes the comment opened at `start`; the length of the text where none does. */
function endOfComment(text: string, start: number): number {
  const end = closingParenthesis(text, start);
  countScanned(end - start);
  return end;
}

function closingParenthesis(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    const char = text[i];
    if (char === '\\') i += 1;
    else if (char === '(') depth += 1;
    else if (char === ')' && --depth === 0) return i;
  }
  return text.length;
}

/** Index of the quote that closes the one at `start`; the length of the text where none does. */
function endOfQuote(text: string, start: number): number {
  const end = closingQuote(text, start);
  countScanned(end - start);
  return end;
}

function closingQuote(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

/** Reads one unfolded value. */
export function readTraceTokens(value: string): TraceTokens {
  const tokens: TraceToken[] = [];
  let word = '';
  // Where the plain text of the word at hand begins that is not in `word` yet; cut out at once, not sign by sign.
  let plainStart = -1;
  let dateStart = -1;
  let tokensBeforeDate = 0;
  const endPlain = (end: number): void => {
    if (plainStart >= 0) word += value.slice(plainStart, end);
    plainStart = -1;
  };
  const endWord = (end: number): void => {
    endPlain(end);
    if (word !== '') tokens.push({ kind: 'word', text: word });
    word = '';
  };
  for (let i = 0; i < value.length; i += 1) {
    const char = value.charAt(i);
    countScanned(1);
    if (char === '(') {
      endWord(i);
      const end = endOfComment(value, i);
      tokens.push({ kind: 'comment', text: value.slice(i + 1, end).trim() });
      i = end;
    } else if (char === '"') {
      endPlain(i);
      const end = endOfQuote(value, i);
      word += value.slice(i + 1, end);
      i = end;
    } else if (char === ';') {
      endWord(i);
      dateStart = i + 1;
      tokensBeforeDate = tokens.length;
    } else if (char === ' ' || char === '\t' || char === '\r' || char === '\n') endWord(i);
    else if (plainStart < 0) plainStart = i;
  }
  endWord(value.length);
  if (dateStart < 0) return { tokens, dateText: '' };
  return { tokens: tokens.slice(0, tokensBeforeDate), dateText: value.slice(dateStart).trim() };
}
