// What the hotline may read out: why an account is locked and what is missing, in both languages at once, because a
// caller does not speak the language of the screen.

import { createTranslator } from 'next-intl';
import type { HotlineAccount } from '@/lib/containment/hotline-queries';
import { env } from '@/lib/env';
import { formats } from '@/lib/i18n/formats';
import { LOCALES, type Locale } from '@/lib/i18n/locales';
import { messagesFor } from '@/lib/i18n/messages';
import { checklistFor } from '@/lib/replies/types';

export interface PlainWords {
  locale: Locale;
  /** Each a sentence. */
  why: string[];
  /** Steps that nobody confirmed yet; null where nothing is asked of the customer. */
  missing: string[] | null;
}

/** The account's sentences, the language of the screen first. Empty where nothing stands against it. */
export function plainWords(account: HotlineAccount, first: string): PlainWords[] {
  const inForce = account.measures.length > 0;
  if (!inForce && account.case?.isOpen !== true) return [];
  const locales = [...LOCALES].sort((a, b) => Number(b === first) - Number(a === first));
  return locales.map((locale) => ({ locale, ...wordsIn(locale, account, inForce) }));
}

function wordsIn(locale: Locale, account: HotlineAccount, inForce: boolean): Omit<PlainWords, 'locale'> {
  const t = createTranslator({
    locale,
    messages: messagesFor(locale),
    namespace: 'support',
    timeZone: env().DEFAULT_TIME_ZONE,
    formats,
  });
  const { case: found, kind } = account;
  const why: string[] = [];
  if (found !== null && found.complaints > 0 && found.firstSeenAt !== null)
    why.push(t('why.complaints', { count: found.complaints, since: found.firstSeenAt }));
  if (found?.ownDetection) why.push(t('why.own'));
  if (why.length === 0) why.push(t('why.unknown'));
  why.push(t(inForce ? `why.cause.${kind}` : 'why.checking'));
  const missing =
    found === null || !inForce
      ? null
      : checklistFor(kind)
          .filter((item) => !found.confirmed.includes(item))
          .map((item) => t(`steps.${item}`));
  return { why, missing };
}
