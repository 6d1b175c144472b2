// Use case: a person sets or corrects the account of one filed report, with the reason, or takes the correction back. It
// is the same word as on a candidate, kept with the mail through replays; the one pipeline reads the mail anew with it.

import { setHoldsName } from '@/lib/attribution/names';
import { sql, type Tx } from '@/lib/db/sql';
import { markForReplay } from '@/lib/intake/replay-store';
import { lockReport, writeJudgement, type LockedReport } from '@/lib/reports/judgement-store';
import { accountReasonChars } from '@/lib/reports/limits';
import type { AccountCorrection, Judgement } from '@/lib/reports/types';
import type { SignedInUser } from '@/lib/users/types';
import { deskContext } from './desk-context';
import { isOfTheTeam, namedAccount } from './named-account';
import { done, refused, type Outcome } from './outcome';

export interface AccountWord {
  reportId: number;
  /** Its login; null takes an earlier correction back and leaves the account to the ladder. */
  accountLogin: string | null;
  reason: string;
}

/**
 * `being-read`: the mail is read anew just now, and its report with it. `not-processed`: it waits for a verdict, where an
 * account can be named, or was found to be no complaint. `nothing-to-take-back`: nobody corrected it.
 * `forbidden`: whoever asks is no member of the team any more. `fields`: `accountLogin` is `not-ours` (no account and in
 * no hosted domain), `reason` is `required` or `too-long`.
 */
export type AccountWordCode =
  'not-found' | 'forbidden' | 'being-read' | 'not-processed' | 'nothing-to-take-back' | 'fields';

/** Writes the word down and lets the mail be read anew with it. Agents and admins may do it. Answers the account. */
export async function setAccountByHand(
  word: AccountWord,
  user: Pick<SignedInUser, 'id'>,
  now: Date = new Date(),
): Promise<Outcome<{ accountLogin: string | null }, AccountWordCode>> {
  const reason = word.reason.trim();
  const problem = reason === '' ? 'required' : reason.length > accountReasonChars ? 'too-long' : null;
  if (problem !== null) return { ok: false, code: 'fields', fields: { reason: problem } };
  const { network } = await deskContext();
  const isHosted = (domain: string): boolean => setHoldsName(network.hostedDomains, domain);
  return sql().begin(async (tx): Promise<Outcome<{ accountLogin: string | null }, AccountWordCode>> => {
    if (!(await isOfTheTeam(tx, user.id))) return refused('forbidden');
    const held = await lockReport(tx, word.reportId);
    if (held === null) return refused('not-found');
    if (held.state === 'received') return refused('being-read');
    if (held.state !== 'processed') return refused('not-processed');
    if (word.accountLogin === null) {
      if (!isCorrected(held)) return refused('nothing-to-take-back');
      await correct(tx, held, null, { reason, userId: user.id, now });
      return done({ accountLogin: null });
    }
    const named = await namedAccount(tx, word.accountLogin, isHosted);
    if (named === null) return { ok: false, code: 'fields', fields: { accountLogin: 'not-ours' } };
    const { login: accountLogin, kind: accountKind } = named;
    await correct(tx, held, { accountLogin, accountKind }, { reason, userId: user.id, now });
    return done({ accountLogin });
  }) as Promise<Outcome<{ accountLogin: string | null }, AccountWordCode>>;
}

function isCorrected({ judgement, ordinal }: LockedReport): boolean {
  return judgement?.corrections?.some((one) => one.ordinal === ordinal) ?? false;
}

interface Saying {
  reason: string;
  userId: number;
  now: Date;
}

async function correct(
  tx: Tx,
  held: LockedReport,
  named: Pick<AccountCorrection, 'accountLogin' | 'accountKind'> | null,
  { reason, userId, now }: Saying,
): Promise<void> {
  const { mailId, ordinal, accountLogin: before } = held;
  const at = now.toISOString();
  const others = (held.judgement?.corrections ?? []).filter((one) => one.ordinal !== ordinal);
  const corrections = named === null ? others : [...others, { ordinal, ...named, reason, userId, at }];
  await writeJudgement(tx, mailId, withCorrections(held.judgement, corrections, { userId, at }));
  await markForReplay(tx, { ids: [mailId] });
  const detail = { report: ordinal, before, account: named?.accountLogin ?? null, reason };
  await tx`SELECT append_audit(${userId}, 'account-set-by-hand', ${`mail:${mailId}`}, ${tx.json(detail)})`;
}

/** Who names the account of a complaint says that it is one; with the last correction taken back nothing was said. */
function withCorrections(
  judgement: Judgement | null,
  corrections: AccountCorrection[],
  { userId, at }: { userId: number; at: string },
): Judgement | null {
  const isOnlyCorrections = judgement === null || judgement.isByCorrection === true;
  if (!isOnlyCorrections) return { ...judgement, corrections };
  if (corrections.length === 0) return null;
  const nothingElse = { verdict: 'complaint', accountLogin: null, accountKind: null } as const;
  return { ...nothingElse, userId, at, isByCorrection: true, corrections };
}
