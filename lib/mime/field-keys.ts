// Lower-case names of the fields that nearly every mail has, by their usual spelling.
// Promise: a look at three characters and one comparison instead of two new strings for each field of each
// mail, and one shared string per name, which makes every later comparison one of pointers. Others are lowered.

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

/** A field's name as written, and in lower case. */
export interface FieldName {
  readonly name: string;
  readonly key: string;
}

/** Usual names by `slotOf`: nearly every slot has one, so that one comparison finds or refutes a name. */
const slots: FieldName[][] = Array.from({ length: 512 }, () => []);

// Taken as a property name, a string becomes the one that the engine keeps for all equal literals.
for (const key of Object.keys(
  Object.fromEntries(USUAL_SPELLINGS.map((name) => [name.toLowerCase(), true])),
)) {
  for (const name of USUAL_SPELLINGS) {
    if (name.toLowerCase() === key) slots[slotOf(name, 0, name.length)]?.push({ name, key });
  }
}

/** The name that stands between two offsets of a text. */
export function fieldNameAt(text: string, from: number, to: number): FieldName {
  for (const known of slots[slotOf(text, from, to)] ?? []) {
    if (known.name.length === to - from && text.startsWith(known.name, from)) return known;
  }
  const name = text.slice(from, to);
  return { name, key: name.toLowerCase() };
}

/** By length, first, middle and last character. */
function slotOf(text: string, from: number, to: number): number {
  const ends = text.charCodeAt(from) * 7 + text.charCodeAt(to - 1) * 31;
  return (ends + text.charCodeAt((from + to) >> 1) * 3 + (to - from) * 64) & 511;
}
