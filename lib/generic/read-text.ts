// A complaint in somebody's own words: free text that names an address, a domain, a mailbox or a place.
// Promise: pure, never throws; always a candidate, never a report. Whether what it names is ours the desk decides.
// Source: RFC 6650 §5.5 (an abuse mailbox does not refuse what is no ARF).

import { emptyReport } from '../formats/empty-report';
import { mailText } from '../formats/mail-text';
import type { FormatReading } from '../formats/types';
import type { MimePart } from '../mime/types';
import { findNames } from './find-names';
import { restrictedInText, setApart } from './restricted-inside';

/** Reads one mail's text. */
export function readText(mail: MimePart): FormatReading {
  const text = mailText(mail);
  const category = restrictedInText(text);
  if (category !== null) return setApart(category, 'free-text');
  const findings = findNames(text);
  if (findings.length === 0) return { outcome: 'not-this-format' };
  return {
    outcome: 'candidate',
    reason: 'free-text',
    findings,
    report: emptyReport('abuse'),
    reported: null,
    text,
  };
}
