// The format of a restricted mail; mail of a hotline that is in none of our formats says so.

import { useTranslations } from 'next-intl';
import { FormatName } from '../format-name';

export function FormatOrNone({ format }: { format: string | null }) {
  const t = useTranslations('restricted.facts');
  return format === null || format === 'restricted' ? t('unknownFormat') : <FormatName format={format} />;
}
