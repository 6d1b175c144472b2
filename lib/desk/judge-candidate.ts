// Use case: a person's word on a mail that may be a complaint. The word is kept with the mail, through replays; what
// follows from it (the report, the account, the score) is done by the one pipeline, which reads the mail anew.

import { setHoldsName } from '@/lib/attribution/names';
import { sql, type Tx } from '@/lib/db/sql';
import { markForReplay } from '@/lib/intake/replay-store';
import { lockCandidate, writeJudgement } from '@/lib/reports/judgement-store';
import type { Judgement } from '@/lib/reports/types';
import type { SignedInUser } from '@/lib/users/types';
import { deskContext } from './desk-context';
import { isOfTheTeam, namedAccount, type NamedAccount } from './named-account';
import { done, refused, refusedField, type Outcome, type Refusal } from './outcome';

export interface CandidateWord {
  mailId: number;
  verdict: Judgement['verdict'];
  /** The account that sent the reported mail, by its login; null or absent leaves it to the ladder. */
  accountLogin?: string | null;
}

/**
 * `already-judged`: somebody was faster, `values` are `by` (name) and `verdict` (`complaint`, `no_complaint`).
 * `not-to-check`: the mail waits for nobody's word, `values.state` says where it stands. `forbidden`: whoever asks is no
 * member of the team any more. `fields`: `accountLogin` is `not-ours` (no account and in no hosted domain) or
 * `without-complaint` (named with the verdict `no-complaint`).
 */
export type CandidateWordCode = 'not-found' | 'forbidden' | 'already-judged' | 'not-to-check' | 'fields';

/**
 * Writes the word down and lets the mail be read anew with it: a complaint becomes a report, at once scored; what is none
 * goes to its place among the kept mail. Agents and admins may do it. Answers the verdict and the account as it was
 * understood.
 */
export async function judgeCandidate(
  word: CandidateWord,
  user: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ verdict: Judgement['verdict']; accountLogin: string | null }, CandidateWordCode>> {
  const { network } = await deskContext();
  const isHosted = (domain: string): boolean => setHoldsName(network.hostedDomains, domain);
  return sql().begin(async (tx) => {
    if (!(await isOfTheTeam(tx, user.id))) return refused('forbidden');
    const held = await lockCandidate(tx, word.mailId);
    // Restricted mail exists for nobody here, not even as a refusal.
    if (held === null || held.state === 'restricted') return refused('not-found');
    if (held.state !== 'to_check') return refusedTooLate(held);
    const named = await accountOf(tx, word, isHosted);
    if (named !== null && 'ok' in named) return named;
    await speak(tx, held.id, { word, named, userId: user.id, format: held.format });
    return done({ verdict: word.verdict, accountLogin: named?.login ?? null });
  }) as Promise<Outcome<{ verdict: Judgement['verdict']; accountLogin: string | null }, CandidateWordCode>>;
}

function refusedTooLate(held: {
  state: string;
  judgement: Judgement | null;
  by: string | null;
}): Refusal<'already-judged' | 'not-to-check'> {
  if (held.judgement === null) return refused('not-to-check', { values: { state: held.state } });
  // A message's selector knows no hyphen.
  const verdict = held.judgement.verdict.replaceAll('-', '_');
  return refused('already-judged', { values: { by: held.by ?? '–', verdict } });
}

async function accountOf(
  tx: Tx,
  { accountLogin, verdict }: CandidateWord,
  isHosted: (domain: string) => boolean,
): Promise<NamedAccount | Refusal<'fields'> | null> {
  const written = accountLogin?.trim() ?? '';
  if (written === '') return null;
  if (verdict === 'no-complaint') return refusedField('accountLogin', 'without-complaint');
  return (await namedAccount(tx, written, isHosted)) ?? refusedField('accountLogin', 'not-ours');
}

interface Speech {
  word: CandidateWord;
  named: NamedAccount | null;
  userId: number;
  format: string | null;
}

async function speak(tx: Tx, mailId: number, { word, named, userId, format }: Speech): Promise<void> {
  const judgement: Judgement = {
    verdict: word.verdict,
    accountLogin: named?.login ?? null,
    accountKind: named?.kind ?? null,
    userId,
    at: new Date().toISOString(),
  };
  await writeJudgement(tx, mailId, judgement);
  await markForReplay(tx, { ids: [mailId] });
  const detail = { verdict: word.verdict, account: judgement.accountLogin, format };
  await tx`SELECT append_audit(${userId}, 'candidate-judged', ${`mail:${mailId}`}, ${tx.json(detail)})`;
}
