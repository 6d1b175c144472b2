// When the reported mail was sent, as well as the report lets us know. The sender writes the Date header and could make
// every complaint worthless by dating mail back a month, so it comes last: first the time our own server took the mail
// over, then what the reporter says (Arrival-Date, RFC 5965 §3.2), then the topmost Received line, written by the
// receiving server.

import { parseReceived } from '@/lib/mime/received';
import type { ReportedMessage } from '@/lib/formats/types';

function dateOf(text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** The best-founded date of the reported mail (dates in ISO form), or null where none is readable. */
export function mailDateOf(input: {
  handedOverAt: string | null;
  arrivalDate: string | null;
  reported: Pick<ReportedMessage, 'received' | 'sentAt'> | null;
}): Date | null {
  const topmost = input.reported?.received[0];
  return (
    dateOf(input.handedOverAt) ??
    dateOf(input.arrivalDate) ??
    dateOf(topmost === undefined ? null : parseReceived(topmost).date) ??
    dateOf(input.reported?.sentAt)
  );
}
