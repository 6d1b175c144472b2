// The name under which people know a format of mail.

import { useTranslations } from 'next-intl';
import { lookUp } from '@/lib/i18n/look-up';

/** The format's name in the reader's language; an unknown format is shown by its own. */
export function FormatName({ format }: { format: string }) {
  const t = useTranslations('formats');
  return lookUp(t, format) ?? format;
}
