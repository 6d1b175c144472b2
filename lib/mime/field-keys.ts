// Lower-case names of the fields that nearly every mail has, by their usual spelling.
// Promise: a lookup instead of a new string for each field of each mail, and one shared string per
// name, which makes every later comparison a comparison of pointers. Unknown names are lowered.

const USUAL_SPELLINGS = [
  ...['Received', 'From', 'To', 'Cc', 'Subject', 'Date', 'Message-ID', 'Message-Id', 'Reply-To'],
  ...['Return-Path', 'Delivered-To', 'X-Original-To', 'Envelope-To', 'MIME-Version', 'Mime-Version'],
  ...['Content-Type', 'Content-Transfer-Encoding', 'Content-Disposition', 'Content-Description'],
  ...['DKIM-Signature', 'Authentication-Results', 'Received-SPF', 'ARC-Seal', 'X-Mailer'],
  ...['ARC-Message-Signature', 'ARC-Authentication-Results', 'Auto-Submitted', 'Precedence'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Id', 'Feedback-ID', 'Sender', 'X-Originating-IP'],
  ...['Feedback-Type', 'User-Agent', 'Version', 'Original-Mail-From', 'Original-Rcpt-To'],
  ...['Arrival-Date', 'Received-Date', 'Reporting-MTA', 'Source-IP', 'Source-Port', 'Incidents'],
  ...['Reported-Domain', 'Reported-URI', 'Original-Envelope-Id', 'Auth-Failure', 'Delivery-Result'],
  ...['DKIM-Domain', 'DKIM-Identity', 'DKIM-Selector', 'Identity-Alignment', 'Abuse-Type', 'Source'],
];

const KEYS: ReadonlyMap<string, string> = new Map(USUAL_SPELLINGS.map((name) => [name, name.toLowerCase()]));

/** The name in lower case. */
export function fieldKey(name: string): string {
  return KEYS.get(name) ?? name.toLowerCase();
}
