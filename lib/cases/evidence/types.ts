// The words of a case's evidence from the mail log: what is copied into the case before the log's days are dropped, and
// what its card shows.

import type { RefusalHour, SenderDay, SenderHour, SenderKey, SenderPlace } from '@/lib/maillog-lookup/types';

/** Where mail came from, with what the address says. */
export interface EvidencePlace extends SenderPlace {
  /** /24 or /48; null where no address is known. */
  network: string | null;
  /** ISO 3166-1 alpha-2; null where unknown, or no table is configured. */
  country: string | null;
}

export interface EvidenceDay extends Omit<SenderDay, 'places'> {
  places: EvidencePlace[];
}

/** The earliest mail of the account that a complaint of the case names and the log confirms. */
export interface FirstNamedMail {
  /** Milliseconds since 1970. */
  at: number;
  reportId: number;
  queueId: string | null;
  subject: string | null;
}

/** What stands in the case, in the shape of its JSON. */
export interface KeptEvidence {
  version: 1;
  sender: SenderKey;
  /** From when to when the log was known, all that was ever copied; milliseconds since 1970. */
  from: number;
  to: number;
  /** From when on the log of every server was known: only then silence says that nothing was sent. */
  knownFrom: number;
  /** Ascending. */
  days: EvidenceDay[];
  /** When the login was refused, ascending; absent in copies of before this was kept. */
  refusals?: RefusalHour[];
  firstNamed: FirstNamedMail | null;
}

/** More mail than the account used to send, hour on hour. */
export interface Burst {
  /** The first mail of its first hour, and the end of its last hour. */
  from: number;
  to: number;
  hours: number;
  recipients: number;
  /** Recipients in its strongest hour. */
  peak: number;
}

/** Addresses or folders of one place over all days. */
export interface PlaceLine extends EvidencePlace {
  /** Its network was first seen within a day before the burst (or the first mail complained about), or after. Null: the log does not reach back far enough. */
  isNew: boolean | null;
}

/** Sign-ins refused, or mail not taken, within one stretch of time. */
export interface RefusalSum {
  refused: number;
  /** Distinct addresses, as far as they are kept. */
  clients: number;
  /** There may be more of them: an hour keeps twenty. */
  hasMoreClients: boolean;
  firstAt: number;
  lastAt: number;
}

/** What the card says of refusals; null where there were none. */
export interface RefusalSummary {
  /** Sign-ins that failed in the two days before the burst, or the first mail complained about; null where there is neither. */
  before: RefusalSum | null;
  /** Sign-ins that failed in all that was kept. */
  signIns: RefusalSum | null;
  /** Mail of the signed-in sender that was not taken, in all that was kept. */
  mails: RefusalSum | null;
  /** The last lines, as written: of before the burst where there are such. */
  examples: string[];
}

/** What the card says. */
export interface EvidenceSummary {
  burst: Burst | null;
  /** Recipients in a usual hour with mail, the median; null where too few hours are known. */
  median: number | null;
  /** The hours to draw, without gaps. */
  chart: SenderHour[];
  /** From here to the end of the copy the counts below are taken: the begin of the burst, else of the log. */
  countedFrom: number;
  messages: number;
  recipients: number;
  delivered: number;
  bounced: number;
  /** Of those whose fate is known; null where none is. */
  bounceShare: number | null;
  /** Those that matter for the burst, the latest first seen last; cut to what a card can hold. */
  places: PlaceLine[];
  /** Of all that matter, not only the shown ones. */
  placeCount: number;
  networkCount: number;
  countryCount: number;
  /** The largest first. */
  domains: { domain: string; delivered: number }[];
  openMessages: number;
  openRecipients: number;
  refusals: RefusalSummary | null;
}
