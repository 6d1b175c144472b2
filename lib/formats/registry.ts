// The report formats that the desk understands, in the order of detection.
// Promise: one line a format; the first that takes a mail for its own decides. XARF comes first,
// because its mails carry a feedback part too; ARF before the looser formats, whose markers also occur on ARF mail.

import { readArf } from '../arf/read-arf';
import { readJmrp } from '../complaint-text/jmrp/read-jmrp';
import { readSpamcop } from '../complaint-text/spamcop/read-spamcop';
import { readDsn } from '../dsn/read-dsn';
import { readMdn } from '../dsn/read-mdn';
import { readForwarded, readRootMessage } from '../generic/read-forwarded';
import { readText } from '../generic/read-text';
import { readAdministration } from '../other-mail/read-administration';
import { readDmarcAggregate, readTlsReport } from '../other-mail/read-aggregate';
import { readAutoReply } from '../other-mail/read-auto-reply';
import { readXarf } from '../xarf/json/read-xarf';
import { readXarfText } from '../xarf/text/read-xarf-text';
import type { ReportFormat } from './types';

export const reportFormats: readonly ReportFormat[] = [
  { name: 'xarf', read: readXarf }, // JSON reports, versions 1 to 4
  { name: 'arf', read: readArf }, // RFC 5965, RFC 6591
  { name: 'x-arf', read: readXarfText }, // X-ARF 0.1 and 0.2
  { name: 'spamcop', read: readSpamcop }, // reports in plain text, summaries, alerts
  { name: 'jmrp', read: readJmrp }, // Outlook.com before 2026
  // No complaints: kept in places of their own.
  { name: 'dsn', read: readDsn }, // RFC 3464
  { name: 'mdn', read: readMdn }, // RFC 8098
  { name: 'dmarc-aggregate', read: readDmarcAggregate }, // RFC 7489 §7.2
  { name: 'tls-report', read: readTlsReport }, // RFC 8460
  { name: 'auto-reply', read: readAutoReply }, // RFC 3834
  { name: 'loop-administration', read: readAdministration }, // RFC 6449 §4.2
  // Perhaps complaints: a person says so.
  { name: 'message', read: readRootMessage },
  { name: 'forwarded', read: readForwarded },
  { name: 'text', read: readText },
];
