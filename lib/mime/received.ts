// One Received line: who handed the mail over, to whom, how, when, and as which authenticated user.
// Promise: linear time, never throws; what a line does not say is null. The forms of Postfix, Exim, Exchange, sendmail,
// qmail, Haraka and the large providers are read; the line itself is a claim, whoever wrote it.
// Source: RFC 5321 §4.4; the servers' own forms, since everything of interest stands in comments.

import { parseMailDate } from './dates';
import { normalName } from './domain-names';
import {
  authenticatedSenderOf,
  localUserOf,
  readClient,
  readClientAddress,
  type ClientFacts,
} from './received-comments';
import { readTraceTokens, type TraceToken } from './trace-tokens';

export interface ReceivedHop {
  /** What the client called itself. */
  helo: string | null;
  /** Name the server itself found for the client's address; null where the line does not tell it from the helo. */
  fromName: string | null;
  /** Client's address in canonical text. */
  fromIp: string | null;
  /** Server that wrote the line, lower case. */
  by: string | null;
  with: string | null;
  id: string | null;
  /** Recipient named by `for`, where there is only one. */
  forAddress: string | null;
  /** ISO 8601, UTC. */
  date: string | null;
  /** Login the server authenticated, as written. */
  authenticatedSender: string | null;
  /** Client's port. */
  port: number | null;
  /** Local user of a mail that came by no network: a uid (`10017`) or a name. */
  localUser: string | null;
}

type Clause = 'from' | 'by' | 'via' | 'with' | 'id' | 'for';
const clauseNames: ReadonlySet<string> = new Set<Clause>(['from', 'by', 'via', 'with', 'id', 'for']);

interface Clauses {
  words: Map<Clause, string[]>;
  /** Comments by the clause they follow; `start` before any. */
  comments: Map<Clause | 'start', string[]>;
}

function asClause(text: string): Clause | null {
  const lower = text.toLowerCase();
  return clauseNames.has(lower) ? (lower as Clause) : null;
}

/** The word after a clause's name is its value, even one that looks like a clause (a client may be called `by`). */
function readClauses(tokens: readonly TraceToken[]): Clauses {
  const clauses: Clauses = { words: new Map(), comments: new Map() };
  let current: Clause | 'start' = 'start';
  let isValueNext = false;
  for (const token of tokens) {
    if (token.kind === 'comment') {
      const sameClause = clauses.comments.get(current);
      if (sameClause === undefined) clauses.comments.set(current, [token.text]);
      else sameClause.push(token.text);
      continue;
    }
    const clause = isValueNext ? null : asClause(token.text);
    // The first clause of a name is the server's; a second one can only be injected or a free-text remark.
    if (clause !== null && !clauses.words.has(clause)) {
      clauses.words.set(clause, []);
      current = clause;
      isValueNext = true;
      continue;
    }
    isValueNext = false;
    if (current !== 'start') clauses.words.get(current)?.push(token.text);
  }
  return clauses;
}

function firstWord(clauses: Clauses, clause: Clause): string | null {
  return clauses.words.get(clause)?.[0] ?? null;
}

function recipient(clauses: Clauses): string | null {
  const words = clauses.words.get('for') ?? [];
  const word = words[0] ?? '';
  const address = word.startsWith('<') && word.endsWith('>') ? word.slice(1, -1) : word;
  return words.length === 1 && address.includes('@') ? address : null;
}

/**
 * What stands before `by` describes the client. Exim writes the verified name first and the helo in the comment
 * (`from name ([ip] helo=x)`); Postfix and most others the helo first and what they found in the comment.
 */
function clientOf(clauses: Clauses): ClientFacts {
  const word = firstWord(clauses, 'from');
  const client = readClient([
    ...(clauses.comments.get('start') ?? []),
    ...(clauses.comments.get('from') ?? []),
  ]);
  const address = word === null ? null : readClientAddress(word);
  if (address !== null) {
    return {
      ...client,
      ip: client.ip ?? address.ip,
      port: client.port ?? address.port,
      helo: client.helo ?? word,
    };
  }
  if (client.helo !== null && client.name === null && word !== null) {
    return { ...client, name: word === 'unknown' ? null : normalName(word) };
  }
  return { ...client, helo: client.helo ?? word };
}

/** Reads one unfolded Received value. */
export function parseReceived(value: string): ReceivedHop {
  const { tokens, dateText } = readTraceTokens(value);
  const clauses = readClauses(tokens);
  const comments = [...clauses.comments.values()].flat();
  const client = clientOf(clauses);
  const protocol = clauses.words.get('with')?.join(' ') || null;
  const isLocal = protocol !== null && protocol.toLowerCase().startsWith('local');
  return {
    helo: isLocal ? null : client.helo,
    fromName: isLocal ? null : (client.name?.toLowerCase() ?? null),
    fromIp: client.ip,
    by: firstWord(clauses, 'by')?.toLowerCase() ?? null,
    with: protocol,
    id: firstWord(clauses, 'id'),
    forAddress: recipient(clauses),
    date: parseMailDate(dateText)?.iso ?? null,
    authenticatedSender: authenticatedSenderOf(comments),
    port: client.port,
    localUser: localUserOf(comments) ?? (isLocal ? firstWord(clauses, 'from') : null),
  };
}
