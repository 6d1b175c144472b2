// How much faster our reader is than mailparser (lean options) on the same corpus.
// Both must come to the same knowledge: the report's fields and the header of the mail complained
// about. mailparser hands that mail out as an attachment, so it takes a second call to read it; the
// ratio with the first call alone is printed beside it.
// Promise: both read every mail in turns, the best round of each counts in processor time, one line with the ratio
// and its limit is printed. Ratios travel between machines, seconds do not.

import { simpleParser } from 'mailparser';

import { readReport } from '@/lib/formats/read-report';
import { makeArfCorpus } from './arf-corpus';

const MAILS = 2_000;
const ROUNDS = 5;
/** Ours is so short that what the other one left to the garbage collector would be counted with it. */
const TURNS_OF_OURS = 5;
/** Ours must be at least this many times as fast. */
const RATIO_LIMIT = 20;

const LEAN = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true };

/** Runs the comparison; `lines` are to be printed. `ok` is false where the limit is missed. */
export async function run(): Promise<{ ok: boolean; lines: string[] }> {
  const corpus = makeArfCorpus(MAILS);
  let ours = Number.POSITIVE_INFINITY;
  let outerOnly = Number.POSITIVE_INFINITY;
  let whole = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < TURNS_OF_OURS; turn += 1) ours = Math.min(ours, readAll(corpus));
    outerOnly = Math.min(outerOnly, await parseAll(corpus, false));
    whole = Math.min(whole, await parseAll(corpus, true));
  }
  const ratio = whole / ours;
  const rate = (ms: number): string => `${Math.round((MAILS / ms) * 1_000)}/s`;
  const line =
    `parse: ${rate(ours)} against mailparser ${rate(whole)}, ` +
    `ratio ${ratio.toFixed(1)} (limit: at least ${RATIO_LIMIT}); ` +
    `mailparser without the reported mail's header ${rate(outerOnly)}, ratio ${(outerOnly / ours).toFixed(1)}`;
  return { ok: ratio >= RATIO_LIMIT, lines: [line] };
}

/** Processor time, so that what else runs on the machine does not decide. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function readAll(corpus: readonly Buffer[]): number {
  const start = cpuMs();
  for (const raw of corpus) {
    const result = readReport(raw);
    if (result.outcome !== 'report') throw new Error(`the corpus must be ARF, got ${result.outcome}`);
  }
  return cpuMs() - start;
}

async function parseAll(corpus: readonly Buffer[], withReported: boolean): Promise<number> {
  const start = cpuMs();
  for (const raw of corpus) {
    const mail = await simpleParser(raw, LEAN);
    const reported = mail.attachments.find((part) => part.contentType === 'message/rfc822');
    if (reported === undefined) throw new Error('mailparser must find the reported mail');
    if (withReported) await simpleParser(reported.content, LEAN);
  }
  return cpuMs() - start;
}
