// The row that reading one mail writes back, before anything is said of it.

import type { OuterMessage } from '@/lib/formats/types';
import { safeText } from '@/lib/mime/text';
import { listTextChars } from '@/lib/reports/limits';
import type { ClaimedMessage, MessageVerdict } from '@/lib/reports/types';

/** Processed, without a word about what it is: nothing of the mail's own. */
export function plainVerdict({ id, attempts }: ClaimedMessage): MessageVerdict {
  return {
    id,
    attempts,
    state: 'processed',
    format: null,
    reasonCode: null,
    reasonText: null,
    fromText: null,
    subject: null,
    facts: null,
  };
}

/** The same with sender and subject for the lists. */
export function seenVerdict(message: ClaimedMessage, outer: OuterMessage | null): MessageVerdict {
  return { ...plainVerdict(message), fromText: cut(outer?.fromText), subject: cut(outer?.subjectText) };
}

/** Cut by `safeText`: half of an emoji at the cut is no valid JSON for PostgreSQL. */
function cut(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : safeText(text, listTextChars);
}
