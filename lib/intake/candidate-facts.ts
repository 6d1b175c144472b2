// What is known of a mail that may be a complaint, read from its stored facts. They were written by an earlier version of
// the desk, perhaps: what is absent or has another shape reads as unknown. Pure.

import { z } from 'zod';
import { parseMailDate } from '@/lib/mime/dates';
import { decodeEncodedWords } from '@/lib/mime/encoded-words';

const text = z.string().nullable().catch(null);

const finding = z.object({ kind: z.enum(['ip', 'domain', 'mailbox', 'uri']), value: z.string() });

const facts = z.object({
  /** Who wrote it, as far as the desk knows them. */
  reporter: text,
  trust: z.enum(['verified', 'known', 'signed', 'unauthenticated']).nullable().catch(null),
  /** What in it is ours. */
  findings: z.array(finding).catch([]),
  /** Login of the account that a confirmed complaint counts against; null where a person has to name it. */
  suggestedAccount: text,
  attribution: z.object({ rung: z.string(), verdict: z.string() }).nullable().catch(null),
  /** The mail inside. */
  reported: z
    .object({
      from: text.transform((from) => (from === null ? null : decodeEncodedWords(from))),
      subject: text,
      date: text.transform((date) => sentAt(date)),
    })
    .nullable()
    .catch(null),
  /** Of a report of a type that nobody defined: what it calls itself. Its reports are filed already. */
  feedbackType: text,
});

export type CandidateFacts = z.output<typeof facts>;

/** Reads the facts of a mail to check. */
export function readCandidateFacts(stored: Record<string, unknown> | null): CandidateFacts {
  return facts.parse(stored ?? {});
}

/** Whether confirming it needs no further word: the account is known, or the reports are filed already. */
export function isReadyToConfirm({ suggestedAccount, feedbackType }: CandidateFacts): boolean {
  return suggestedAccount !== null || feedbackType !== null;
}

/** What a person who names the account begins with: the one suggested, else the first mailbox of ours in the text. */
export function accountToName({ suggestedAccount, findings }: CandidateFacts): string {
  return suggestedAccount ?? findings.find(({ kind }) => kind === 'mailbox')?.value ?? '';
}

/** The moment that a date line names; null where it names none. */
function sentAt(date: string | null): Date | null {
  const iso = date === null ? null : (parseMailDate(date)?.iso ?? null);
  return iso === null ? null : new Date(iso);
}
