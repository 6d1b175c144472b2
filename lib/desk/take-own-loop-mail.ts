// Use case: a mail that one of our users called spam, or that came to a trap, is handed in by a program and becomes a
// report to each subscriber who sent it. Nothing of the mail is stored; what goes out is written anew without whoever
// received it.

import { sql } from '@/lib/db/sql';
import { txtResolver } from '@/lib/dns/resolver';
import { countInput } from '@/lib/own-loop/input-store';
import { matchSender } from '@/lib/own-loop/match-sender';
import { activeSenders } from '@/lib/own-loop/report-store';
import { outcomeOf } from '@/lib/own-loop/types';
import { verifySignatures, type KeyResolver } from '@/lib/reporters/verify-signatures';
import { noticeAddresses } from './notice-settings';
import { done, refused, type Outcome } from './outcome';
import { readOriginal } from './redact-kept-report';
import { reportToSubscriber, type OwnLoopMail } from './report-to-subscriber';

export interface OwnLoopAnswer {
  /** Subscribers the mail is from; reports that were queued, held back for the pace, and known already. */
  matched: number;
  queued: number;
  held: number;
  known: number;
}

type Refused = 'empty-body' | 'not-a-mail' | 'about-report' | 'undecided' | 'not-configured';

/**
 * Takes the mail. Expected errors: `empty-body`, `not-a-mail`; `about-report`: nobody reports about reports (RFC 6650 §6);
 * `undecided`: no name server said whose signature it is, the call may be repeated; `not-configured`: no mail can be sent.
 */
export async function takeOwnLoopMail(
  mail: OwnLoopMail,
  { now = new Date(), resolve = txtResolver() }: { now?: Date; resolve?: KeyResolver } = {},
): Promise<Outcome<OwnLoopAnswer, Refused>> {
  if (mail.raw.length === 0) return refused('empty-body');
  if (noticeAddresses() === null) return refused('not-configured');
  const original = readOriginal(mail.raw);
  if (original === null) return refused('not-a-mail');
  if (original === 'report') return refused('about-report');
  const [signatures, senders] = await Promise.all([
    verifySignatures(mail.raw, now, resolve),
    activeSenders(sql()),
  ]);
  const { dkimDomains, results } = signatures;
  const matches = matchSender({ dkimDomains, clientIp: mail.clientIp }, senders);
  if (matches.length === 0 && results.some(({ result }) => result === 'temperror'))
    return refused('undecided');
  const answer: OwnLoopAnswer = { matched: matches.length, queued: 0, held: 0, known: 0 };
  for (const match of matches) {
    const state = await sql().begin((tx) => reportToSubscriber(tx, { mail, original }, match, now));
    if (state !== null) answer[state] += 1;
  }
  const input = { way: 'api' as const, kind: mail.kind, outcome: outcomeOf(answer), rawMessageId: null };
  await sql().begin((tx) => countInput(tx, input, now));
  return done(answer);
}
