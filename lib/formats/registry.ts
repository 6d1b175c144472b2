// The report formats that the desk understands, in the order of detection.
// Promise: one line a format; the first that takes a mail for its own decides. ARF comes before the
// looser formats, because those markers also occur on ARF mail.

import { readArf } from '../arf/read-arf';
import { readJmrp } from '../complaint-text/jmrp/read-jmrp';
import { readSpamcop } from '../complaint-text/spamcop/read-spamcop';
import type { ReportFormat } from './types';

export const reportFormats: readonly ReportFormat[] = [
  { name: 'arf', read: readArf }, // RFC 5965, RFC 6591
  { name: 'spamcop', read: readSpamcop }, // reports in plain text, summaries, alerts
  { name: 'jmrp', read: readJmrp }, // Outlook.com before 2026
];
