// The words of block lists: a DNS list as administrators describe it, what it answers, and a listing of one of our own
// addresses or domains. Source: RFC 5782; docs/block-lists.md.

import { z } from 'zod';

export const listSubjects = ['ipv4', 'ipv6', 'domain'] as const;
export type ListSubject = (typeof listSubjects)[number];

/** What an answer's code means: a listing, a question that the list does not answer, or a note that is no blame. */
export const codeKinds = ['listed', 'refused', 'harmless'] as const;

const listCode = z.object({
  /** An address in 127.0.0.0/8; of a bitmask list, the number of a bit of the last octet (`2`). */
  code: z.string(),
  kind: z.enum(codeKinds),
  /** The list's own name for it; empty where nobody wrote one. */
  meaning: z.string(),
});
export type ListCode = z.output<typeof listCode>;
/** Of the stored form. */
export const listCodes = z.array(listCode);

/** What is asked and how an answer is read. */
export interface ListRules {
  zone: string;
  subjects: ListSubject[];
  codes: ListCode[];
  isBitmask: boolean;
  /** A domain that is always listed; null: `test` (RFC 5782 §5). */
  testDomain: string | null;
}

/** What a person says of a list. */
export interface ListBody extends ListRules {
  name: string;
  lookupUrl: string | null;
  steps: string[];
  note: string | null;
  queriesPerMinute: number;
  intervalMinutes: number;
  active: boolean;
}

/**
 * How far a list can be believed: `refuses`: it does not answer us; `broken`: its test points are wrong, or it answers
 * with addresses that no list gives; `silent`: no answer came. Listings begin and end only while it `answers`.
 */
export type ListState = 'untested' | 'answers' | 'refuses' | 'broken' | 'silent';

/** One of our own: what is looked up. */
export interface Target {
  kind: ListSubject;
  /** An address in canonical form, or a domain as A-labels. */
  subject: string;
  /** Our mail server of that address; null where it is not known. */
  host: string | null;
}

/** An account that was sending from a listed address. */
export interface ListingSender {
  /** As the mail log has it: the login, or the local user of a site. */
  sender: string;
  messages: number;
  recipients: number;
}

/** Steps towards delisting that hold for every list, by the key of their text. */
export const stepKeys = ['find', 'stop', 'clean', 'ask', 'watch'] as const;

/** One step: a text of ours by its key, or a line that the list's administrators wrote. */
export type ListingStep = ({ key: (typeof stepKeys)[number] } | { text: string }) & {
  /** ISO 8601; null while it is open. */
  doneAt: string | null;
  doneBy: string | null;
};
