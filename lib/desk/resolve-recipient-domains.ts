// Use case: who takes mail for the domains that most of our mail goes to? The coverage tells by it whose people sit behind a
// company's own domain. A part of the domains a run, the largest first, each asked again only when its answer is old.

import { sql } from '@/lib/db/sql';
import { isAbsence } from '@/lib/dns/cached-txt';
import type { MxLookup } from '@/lib/dns/mx';
import { listDueDomains, saveMx, type MxAnswer } from '@/lib/feedback-loops/mx-store';
import { listPrograms } from '@/lib/feedback-loops/programs/queries';
import { trafficFrom } from '@/lib/feedback-loops/recipient-store';
import { recipientMx } from './recipient-mx';

/** As many as a day of counted domains holds; beyond them no domain makes a difference. */
const amongMax = 1_000;
/** Of a run: the first one has asked for all within a working day. */
const askedMax = 200;
/** At a time: a resolver of our own takes that for the load of one mail server. */
const atATime = 4;
/** So many questions in a row without an answer, and the resolver is down: the rest would wait for it in vain. */
const failuresMax = 8;

/** Returns how many domains were asked for, and for how many nobody answered. */
export async function resolveRecipientDomains(
  now = new Date(),
  mx: MxLookup = recipientMx(),
): Promise<{ asked: number; failed: number }> {
  const programs = await listPrograms();
  const known = programs.flatMap(({ program }) => program.mailboxDomains);
  const due = { from: trafficFrom(now), known, among: amongMax, limit: askedMax };
  const domains = await listDueDomains(sql(), due, now);
  const answers = await askAll(domains, mx);
  if (answers.length > 0) await sql().begin((tx) => saveMx(tx, answers, now));
  return { asked: answers.length, failed: answers.filter(({ hosts }) => hosts === null).length };
}

async function askAll(domains: readonly string[], mx: MxLookup): Promise<MxAnswer[]> {
  const answers: MxAnswer[] = [];
  const waiting = [...domains];
  let failures = 0;
  const askNext = async (): Promise<void> => {
    for (let domain = waiting.shift(); domain !== undefined; domain = waiting.shift()) {
      const hosts = await askOne(domain, mx);
      failures = hosts === null ? failures + 1 : 0;
      answers.push({ domain, hosts });
      if (failures >= failuresMax) waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: atATime }, askNext));
  return answers;
}

/** Null where nobody could say. */
async function askOne(domain: string, mx: MxLookup): Promise<string[] | null> {
  try {
    return await mx(domain);
  } catch (error) {
    if (isAbsence(error)) return [];
    // Node's resolver says so by a code: also of a name that is none.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
