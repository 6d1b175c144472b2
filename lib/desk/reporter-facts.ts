// Who wrote a mail that a person has to judge, as its place shows it: the name and how surely it is theirs. Pure.

import type { OuterMessage } from '@/lib/formats/types';
import { identifyReporter } from '@/lib/reporters/identify-reporter';
import type { SignatureCheck, Trust } from '@/lib/reporters/types';
import type { DeskContext } from './desk-context';

export interface ReporterFacts {
  reporter: string;
  trust: Trust;
}

/** Name and trust of the sender. */
export function reporterFacts(
  outer: OuterMessage,
  signatures: SignatureCheck | null,
  { loops, reporterSettings }: DeskContext,
): ReporterFacts {
  const { label, trust } = identifyReporter(outer, loops, reporterSettings, signatures);
  return { reporter: label, trust };
}
