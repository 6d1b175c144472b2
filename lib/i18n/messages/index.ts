// The catalogues, one JSON file per namespace and language. A new namespace is one line in each of `de.ts` and `en.ts`.

import type { Locale } from '../locales';
import { de } from './de';
import { en } from './en';

export type Messages = typeof de;
export type Namespace = keyof Messages;

const catalogues: Record<Locale, Messages> = { de, en };

/** The whole catalogue of one language. */
export function messagesFor(locale: Locale): Messages {
  return catalogues[locale];
}
