// What the mails of a batch say about the health of the feedback loops they come from, for `health-store.ts`. Pure.

import { ipInRanges } from '@/lib/attribution/ranges';
import type { OwnNetwork } from '@/lib/attribution/types';
import { addUp, hiddenFields, type CountedNote, type LoopNote } from '@/lib/feedback-loops/health-note';
import { sightingOf, type LoopSighting } from '@/lib/feedback-loops/sighting';
import { identifyReporter } from '@/lib/reporters/identify-reporter';
import type { SignatureCheck } from '@/lib/reporters/types';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';
import type { DeskContext } from './desk-context';
import type { InterpretedReport } from './interpret-report';
import type { ReadOutcome } from './judge-mail';

export interface UnreadOfLoop {
  sighting: LoopSighting;
  outcome: 'broken' | 'unknown';
}

/** What of a read mail is noted. */
interface NotedReading {
  message: Pick<ClaimedMessage, 'id' | 'receivedAt'>;
  unread: UnreadOfLoop | null;
  reports: readonly Pick<InterpretedReport, 'sighting' | 'row' | 'attribution'>[];
}

/** What a mail without a report says; null where it is no loop's, or a report. */
export function unreadOfLoop(
  verdict: Pick<MessageVerdict, 'state' | 'format'>,
  outcome: ReadOutcome,
  signatures: SignatureCheck | null,
  { loops, reporterSettings }: Pick<DeskContext, 'loops' | 'reporterSettings'>,
): UnreadOfLoop | null {
  if (outcome.outcome === 'failed' || outcome.outer === null) return null;
  const isBroken = outcome.outcome === 'broken' && verdict.state === 'quarantined';
  const isUnknown =
    (outcome.outcome === 'not-a-report' || outcome.outcome === 'candidate') &&
    verdict.format === 'loop-administration';
  if (!isBroken && !isUnknown) return null;
  const reporter = identifyReporter(outcome.outer, loops, reporterSettings, signatures);
  const sighting = sightingOf(reporter, outcome.outer.fromAddress, loops);
  return sighting === null ? null : { sighting, outcome: isBroken ? 'broken' : 'unknown' };
}

/** The notes of mails that came in for the first time, equal ones as one. */
export function loopNotes(
  readings: readonly NotedReading[],
  { ranges }: Pick<OwnNetwork, 'ranges'>,
): CountedNote[] {
  return addUp(
    readings.flatMap(({ message, unread, reports }): LoopNote[] => {
      const mail = { rawMessageId: message.id, day: message.receivedAt.toISOString().slice(0, 10) };
      if (unread !== null) return [{ ...mail, ...unread.sighting, outcome: unread.outcome, ...nothingShown }];
      return reports.flatMap(({ sighting, row, attribution }) => {
        if (sighting === null) return [];
        const isOurs = isAboutUs({ row, attribution }, ranges);
        const foreignIp = isOurs === false ? row.sourceIp : null;
        return [
          { ...mail, ...sighting, outcome: 'report' as const, isOurs, foreignIp, ...hiddenFields(row) },
        ];
      });
    }),
  );
}

const nothingShown = {
  isOurs: null,
  foreignIp: null,
  hidesRecipient: false,
  hidesMessageId: false,
  hidesSubject: false,
};

/** By the address where the report names one, else by what the ladder found. */
function isAboutUs(
  { row, attribution }: Pick<InterpretedReport, 'row' | 'attribution'>,
  ranges: OwnNetwork['ranges'],
): boolean | null {
  if (row.sourceIp !== null && ranges.length > 0) return ipInRanges(row.sourceIp, ranges);
  if (['not-through-us', 'joe-job', 'forged'].includes(attribution.verdict)) return false;
  return attribution.account === null ? null : true;
}
