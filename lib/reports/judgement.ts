// What follows from a person's word on a mail, wherever it is asked: the account they named, the kind they confirmed. Pure.

import { domainOf } from '@/lib/mime/domain-names';
import type { ClaimedAccount } from '@/lib/attribution/types';
import type { ComplaintKind } from '@/lib/scoring/types';
import type { Judgement } from './types';

/**
 * The account that a person named for the report at this position of the mail: for that report alone, or for the mail;
 * null where they named none, or said that it is no complaint.
 */
export function namedByPerson(judgement: Judgement | null, ordinal: number): ClaimedAccount | null {
  if (judgement === null || judgement.verdict !== 'complaint') return null;
  const own = judgement.corrections?.find((correction) => correction.ordinal === ordinal);
  const { accountLogin: login, accountKind } = own ?? judgement;
  if (login === null) return null;
  const kind = accountKind ?? 'mailbox';
  return { kind, login, domain: kind === 'mailbox' ? domainOf(login) : null };
}

/** The kind of a report: of a type that nobody defined, a person's confirmation makes a complaint of a user. */
export function confirmedKind(kind: ComplaintKind, judgement: Judgement | null): ComplaintKind {
  return kind === 'unknown' && judgement?.verdict === 'complaint' ? 'user' : kind;
}
