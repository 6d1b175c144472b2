// What a reported mail has in common with others of its kind: its subject's skeleton, the sites that it links to, and the
// sketch of its text. Promise: pure, bounded, some microseconds a mail. What a program answered (RFC 3834) or a server
// returned has none: it says what the mail said that it answers.

import { reportedTexts } from '@/lib/formats/reported-text';
import type { ReportedMessage } from '@/lib/formats/types';
import { addLinkSites } from './link-sites';
import { mailBytes } from './limits';
import { subjectSkeleton } from './subject-skeleton';
import { textSketch } from './text-sketch';
import type { Feature } from './types';

/** The features of one mail, each once; empty where it says nothing particular. `own` are the domains hosted here. */
export function mailFeatures(reported: ReportedMessage | null, own: ReadonlySet<string>): Feature[] {
  if (reported === null || isAutomatic(reported)) return [];
  const features: Feature[] = [];
  const skeleton = reported.subjectText === null ? null : subjectSkeleton(reported.subjectText);
  if (skeleton !== null) features.push(`s:${skeleton}`);
  const texts = reportedTexts(reported, mailBytes);
  const sites = new Set<string>();
  for (const text of texts) addLinkSites(sites, text, own);
  for (const site of sites) features.push(`h:${site}`);
  for (const text of texts) {
    const sketch = textSketch(text);
    for (const hash of sketch) features.push(`b:${hash}`);
    if (sketch.length > 0) break;
  }
  return features;
}

function isAutomatic({ returnPath, headers }: ReportedMessage): boolean {
  if (returnPath === '') return true;
  return headers.some(
    ([name, value]) =>
      name.length === 14 &&
      name.toLowerCase() === 'auto-submitted' &&
      !value.trim().toLowerCase().startsWith('no'),
  );
}
