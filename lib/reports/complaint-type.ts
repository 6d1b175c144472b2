// What a report complains about, as a key to the words for it. Pure.
// What XARF's category says is more precise than the feedback type; a spam complaint is told apart by who made it.

import type { ComplaintKind } from '@/lib/scoring/types';

interface TypedReport {
  feedbackType: string;
  category: string | null;
  kind: ComplaintKind;
}

const byKind: Partial<Record<ComplaintKind, string>> = {
  automatic: 'abuse-automatic',
  trap: 'abuse-trap',
  listing: 'abuse-listing',
};
/** Other spellings of a type (see `kindOf`). */
const spellings: Readonly<Record<string, string>> = {
  spam: 'abuse',
  'opt-outs': 'opt-out',
  'opt-out-list': 'opt-out',
  'not-junk': 'not-spam',
  dkim: 'auth-failure',
};

/** Types with words of their own. What a stranger wrote is looked up nowhere. */
const named = new Set(['abuse', 'fraud', 'virus', 'opt-out', 'not-spam', 'auth-failure', 'other']);
const categoryShape = /^[a-z]{1,30}\/[a-z0-9_]{1,60}$/;

/** Keys of the words, the best one first; the last one always has words. */
export function complaintTypeKeys({ feedbackType, category, kind }: TypedReport): string[] {
  const written = feedbackType.trim().toLowerCase();
  const type = Object.hasOwn(spellings, written) ? (spellings[written] ?? written) : written;
  const isSpam = type === 'abuse' && (category === null || category === 'messaging/spam');
  return [
    ...(category !== null && !isSpam && categoryShape.test(category) ? [category] : []),
    ...(type === 'abuse' ? [byKind[kind] ?? type] : []),
    named.has(type) ? type : 'unknown',
  ];
}
