// What one writes to the provider of a subscription, ready in both languages: the application, and what changed since.

import { sql } from '@/lib/db/sql';
import {
  applicationLetter,
  changeLetter,
  mailtoOf,
  type Letter,
  type LetterLanguage,
} from '@/lib/feedback-loops/application';
import { listDuties, type Duty } from '@/lib/feedback-loops/duty-queries';
import type { Program } from '@/lib/feedback-loops/programs/types';
import { listCovered } from '@/lib/feedback-loops/resource-store';
import type { CoveredValues, LoopSettings } from '@/lib/feedback-loops/types';
import { loadProviderDetails } from '@/lib/own-network/detail-queries';
import { ownValuesFor, programNamed } from './own-values';

/** A letter with the link that opens it as a mail; null where nobody's address is known, or it is too long for a link. */
export type ReadyLetter = Letter & { mailto: string | null };
export type ReadyLetters = Record<LetterLanguage, ReadyLetter>;

export interface LoopLetters {
  /** What the directory knows of the program; null where it has none of this name. */
  program: Program | null;
  covered: CoveredValues;
  application: ReadyLetters;
  duties: Duty[];
  /** Null where there is nothing to tell. */
  change: ReadyLetters | null;
  /** What is missing to introduce oneself. */
  lacks: ('organisation' | 'abuseEmail' | 'reportAddress' | 'values')[];
}

export async function readLoopLetters(id: number, settings: LoopSettings): Promise<LoopLetters> {
  const [program, details, covered, duties, own] = await Promise.all([
    programNamed(settings.program),
    loadProviderDetails(sql()),
    listCovered(sql(), id),
    listDuties(sql(), id),
    ownValuesFor(settings.program),
  ]);
  const facts = { program: program?.name ?? settings.program, details, reportAddress: settings.intakeAlias };
  const isCovered = covered.range.length + covered['dkim-domain'].length > 0;
  const values = isCovered ? covered : own;
  const to = settings.contactEmail;
  const changed = { added: valuesOf(duties, 'added'), removed: valuesOf(duties, 'removed') };
  const lacks: [LoopLetters['lacks'][number], boolean][] = [
    ['organisation', details.organisation === ''],
    ['abuseEmail', details.abuseEmail === ''],
    ['reportAddress', settings.intakeAlias === null],
    ['values', values.range.length + values['dkim-domain'].length === 0],
  ];
  return {
    program,
    covered,
    duties,
    application: inBoth((language) => applicationLetter(facts, values, language), to),
    change: duties.length === 0 ? null : inBoth((language) => changeLetter(facts, changed, language), to),
    lacks: lacks.filter(([, isMissing]) => isMissing).map(([what]) => what),
  };
}

function inBoth(write: (language: LetterLanguage) => Letter, to: string | null): ReadyLetters {
  const one = (language: LetterLanguage): ReadyLetter => {
    const letter = write(language);
    return { ...letter, mailto: to === null ? null : mailtoOf(to, letter) };
  };
  return { de: one('de'), en: one('en') };
}

function valuesOf(duties: readonly Duty[], change: Duty['change']): CoveredValues {
  const of = (kind: Duty['kind']) =>
    duties.filter((duty) => duty.kind === kind && duty.change === change).map(({ value }) => value);
  return { range: of('range'), 'dkim-domain': of('dkim-domain') };
}
