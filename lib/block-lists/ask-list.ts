// Asks one block list, whose resolver is an argument: first its test points, then a part of a round. Promise: nothing is
// believed of a list that does not answer as RFC 5782 §5 has it, and a question without an answer says nothing.

import { isAbsence } from '@/lib/dns/cached-txt';
import type { Lookups } from '@/lib/dns/lookups';
import { judgeAnswer, type Answer } from './judge-answer';
import { questionFor, testPoints } from './question';
import type { ListRules, ListState, ListSubject, Target } from './types';

/** What is to be thought of a list, and why. */
export interface Belief {
  state: Exclude<ListState, 'untested'>;
  detail: {
    code: 'refused' | 'foreign' | 'test-missing' | 'test-listed' | 'no-answer';
    value: string;
  } | null;
}

/** `unknown`: no answer came. */
type Asked = Answer | { kind: 'unknown'; code: string };

/** Looks one subject up. */
async function askOne(
  lookups: Lookups,
  rules: ListRules,
  kind: ListSubject,
  subject: string,
): Promise<Asked> {
  try {
    return judgeAnswer(await lookups.a(questionFor(kind, subject, rules.zone)), rules);
  } catch (error) {
    if (isAbsence(error)) return { kind: 'clear' };
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (typeof code !== 'string') throw error;
    return { kind: 'unknown', code };
  }
}

/** Why this answer ends the questions; null where it does not. */
function doubtOf(answer: Asked): Belief | null {
  if (answer.kind === 'refused') return { state: 'refuses', detail: { code: 'refused', value: answer.code } };
  if (answer.kind === 'foreign')
    return { state: 'broken', detail: { code: 'foreign', value: answer.address } };
  return null;
}

const silent = (value: string): Belief => ({ state: 'silent', detail: { code: 'no-answer', value } });

/** Asks the list's test points: what it has to list, and what it must not list. */
export async function testList(lookups: Lookups, rules: ListRules): Promise<Belief> {
  for (const { kind, listed, unlisted } of testPoints(rules.subjects, rules.testDomain)) {
    const known = await askOne(lookups, rules, kind, listed);
    const doubt = doubtOf(known);
    if (doubt !== null) return doubt;
    if (known.kind === 'unknown') return silent(known.code);
    if (known.kind === 'clear') return { state: 'broken', detail: { code: 'test-missing', value: listed } };
    const free = await testUnlisted(lookups, rules, kind, unlisted);
    if (free !== null) return free;
  }
  return { state: 'answers', detail: null };
}

async function testUnlisted(
  lookups: Lookups,
  rules: ListRules,
  kind: ListSubject,
  unlisted: string,
): Promise<Belief | null> {
  const free = await askOne(lookups, rules, kind, unlisted);
  if (free.kind === 'clear') return null;
  if (free.kind === 'unknown') return silent(free.code);
  return doubtOf(free) ?? { state: 'broken', detail: { code: 'test-listed', value: unlisted } };
}

export interface Finding {
  target: Target;
  answer:
    { kind: 'clear' } | { kind: 'listed'; codes: string[]; reason: string | null } | { kind: 'unknown' };
}

export interface Part {
  /** In the order of the targets, as far as it came. */
  findings: Finding[];
  /** Why it ended early: the list does not answer any more. Its findings are then worth nothing. */
  doubt: Belief | null;
}

/** So many questions at once: a list's name servers are somebody else's. */
const atOnce = 4;
/** So many questions without an answer one after the other, and the list is left alone for a while. */
const unansweredMost = 4;

/** Looks the targets up, and where one is listed asks for the reason; ends when `until` (ms since 1970) has come. */
export async function askPart(
  lookups: Lookups,
  rules: ListRules,
  targets: readonly Target[],
  until: { at: number; now: () => number },
): Promise<Part> {
  const findings: Finding[] = [];
  let unanswered = 0;
  let hasListed = false;
  for (let from = 0; from < targets.length && until.now() < until.at; from += atOnce) {
    const some = targets.slice(from, from + atOnce);
    const answers = await Promise.all(some.map(({ kind, subject }) => askOne(lookups, rules, kind, subject)));
    for (const [at, target] of some.entries()) {
      const answer = answers[at] ?? { kind: 'unknown', code: 'ETIMEOUT' };
      const doubt = doubtOf(answer);
      if (doubt !== null) return { findings: [], doubt };
      unanswered = answer.kind === 'unknown' ? unanswered + 1 : 0;
      if (answer.kind === 'unknown' && unanswered >= unansweredMost)
        return { findings: [], doubt: silent(answer.code) };
      hasListed ||= answer.kind === 'listed';
      findings.push(await findingOf(lookups, rules, target, answer));
    }
  }
  // A list that begins to list the whole world in the middle of a round is found out before it is believed.
  const belief = hasListed ? await testList(lookups, rules) : null;
  return belief === null || belief.state === 'answers'
    ? { findings, doubt: null }
    : { findings: [], doubt: belief };
}

async function findingOf(
  lookups: Lookups,
  rules: ListRules,
  target: Target,
  answer: Asked,
): Promise<Finding> {
  if (answer.kind === 'listed') {
    const reason = await reasonOf(lookups, questionFor(target.kind, target.subject, rules.zone));
    return { target, answer: { kind: 'listed', codes: answer.codes, reason } };
  }
  return { target, answer: { kind: answer.kind === 'clear' ? 'clear' : 'unknown' } };
}

const reasonMaxChars = 500;

/** What the list says in TXT: words of strangers, cut and without control characters. Null where it says nothing. */
async function reasonOf(lookups: Lookups, name: string): Promise<string | null> {
  try {
    const texts = (await lookups.txt(name)).map((strings) => strings.join(''));
    const text = texts
      .join(' · ')
      .replaceAll(/\p{C}+/gu, ' ')
      .trim();
    return text === '' ? null : text.slice(0, reasonMaxChars);
  } catch (error) {
    // A listing without a reason is a listing; only what is no failure of the DNS goes on.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
