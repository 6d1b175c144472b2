// What an administrator says of a program: corrected where it is shipped, whole where it is his own. A correction takes the
// place of the shipped values; texts and facts as shipped stay beside it. Pure.

import { z } from 'zod';
import { applyWays, program, programKeys, programStatuses, text, type Program } from './types';

const words = z.array(z.string().min(1).max(320)).max(50);

export const correctionBody = z.object({
  name: z.string().min(1).max(100),
  status: z.enum(programStatuses),
  keyedOn: z.array(z.enum(programKeys)).min(1),
  way: z.enum(applyWays),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  from: words,
  envelopeDomains: words,
  dkimDomains: words,
  /** Absent in what was saved before the field was there: as shipped. */
  mailboxDomains: words.optional(),
  mailHosts: words.optional(),
  note: z.string().max(4_000).nullable(),
});
export type CorrectionBody = z.output<typeof correctionBody>;

export interface Correction {
  body: CorrectionBody;
  updatedAt: Date;
  updatedBy: string | null;
}

/** A program as the desk shows it. */
export interface ProgramEntry {
  program: Program;
  /** Not shipped: an administrator added it. */
  isOwn: boolean;
  correction: Correction | null;
}

/** The shipped program with what was corrected; at least one of both is there. */
export function entryOf(id: string, shipped: Program | null, correction: Correction | null): ProgramEntry {
  const base =
    shipped ??
    program({ id, name: id, status: 'unconfirmed', keyedOn: ['unknown'], summary: text('', ''), facts: [] });
  if (correction === null) return { program: base, isOwn: false, correction };
  const { name, status, keyedOn, way, url, from, envelopeDomains, dkimDomains } = correction.body;
  const { mailboxDomains, mailHosts } = correction.body;
  return {
    program: {
      ...base,
      name,
      status,
      keyedOn,
      apply: { ...base.apply, way, url },
      reports: { ...base.reports, from, envelopeDomains, dkimDomains },
      mailboxDomains: mailboxDomains ?? base.mailboxDomains,
      mailHosts: mailHosts ?? base.mailHosts,
    },
    isOwn: shipped === null,
    correction,
  };
}

/** The values of a program as its form holds them. */
export function bodyOf({
  program: { name, status, keyedOn, apply, reports, mailboxDomains, mailHosts },
  correction,
}: ProgramEntry): CorrectionBody {
  return {
    name,
    status,
    keyedOn: [...keyedOn],
    way: apply.way,
    url: apply.url,
    from: [...reports.from],
    envelopeDomains: [...reports.envelopeDomains],
    dkimDomains: [...reports.dkimDomains],
    mailboxDomains: [...mailboxDomains],
    mailHosts: [...mailHosts],
    note: correction?.body.note ?? null,
  };
}

/** Whether the search words all occur in what an entry says, in any language. */
export function matches({ program: one, correction }: ProgramEntry, search: string): boolean {
  const said = JSON.stringify([
    one.id,
    one.name,
    one.summary,
    one.reports,
    one.quirks,
    one.apply,
    correction?.body.note,
  ]);
  const haystack = said.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
