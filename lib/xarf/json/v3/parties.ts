// XARF before version 4: who reports, on whose behalf, and what the reporter's own desk left inside.
// Promise: from version 3 on a person may report, and the reporter's members are closed.
// Source: XARF 3, shared schema; XARF 1 and 2.

import { z } from 'zod';
import { demanding, email, hostname, list, open, text, textFrom, word } from '../vocabulary';

const name = textFrom(3);

function party(prefix: 'Reporter' | 'Complainant') {
  return {
    [`${prefix}Org`]: name,
    [`${prefix}OrgDomain`]: hostname,
    [`${prefix}OrgEmail`]: email,
    [`${prefix}ContactEmail`]: email,
    [`${prefix}ContactName`]: name,
    [`${prefix}ContactPhone`]: name,
  };
}

function organisation(prefix: 'Reporter' | 'Complainant'): string[] {
  return [`${prefix}Org`, `${prefix}OrgDomain`, `${prefix}OrgEmail`];
}

/** Versions before 3: only organisations report. */
export const earlyReporter = demanding(
  { ...party('Reporter'), ReporterOrgAddress: text },
  { required: organisation('Reporter') },
);
export const earlyComplainant = demanding(party('Complainant'), { required: organisation('Complainant') });

const kind = word('Org', 'Person');
const reporterShape = { ...party('Reporter'), ReporterOrgAddress: text, ReporterType: kind };

/** Version 3: who says to be an organisation names it; a reporter without a type is held to nothing. */
export const reporter = demanding(reporterShape, {
  required: [],
  requiredIf: (info) => (info.ReporterType === 'Org' ? organisation('Reporter') : []),
}).pipe(z.strictObject(reporterShape).partial());

export const complainant = demanding(
  { ...party('Complainant'), ComplainantType: kind },
  {
    required: [],
    requiredIf: (info) => (info.ComplainantType === 'Org' ? organisation('Complainant') : []),
  },
);

const wordsByName = z.record(z.string(), text);

export const internalProcessing = open({
  SubscriberInformation: open({ ID: text, SubscriberData: wordsByName }),
  ContractInformation: open({ ID: text, ResolverData: wordsByName }),
  EventTags: list(text),
});
