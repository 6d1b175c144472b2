// Which source says what of a program, of which year.

import { getLocale, getTranslations } from 'next-intl/server';
import { Badge, Section } from '@/app/components/ui';
import { sources } from '@/lib/feedback-loops/programs/sources';
import type { ProgramFact } from '@/lib/feedback-loops/programs/types';

export async function SourceList({ facts }: { facts: readonly ProgramFact[] }) {
  const [t, locale] = await Promise.all([getTranslations('programs'), getLocale()]);
  if (facts.length === 0) return null;
  return (
    <Section title={t('sources')} text={t('sourcesText')}>
      <ul className="flex flex-col gap-1">
        {facts.map(({ topic, source }) => {
          const found = sources[source];
          if (found === undefined) return null;
          const { title } = found;
          const shown = typeof title === 'string' ? title : title[locale === 'de' ? 'de' : 'en'];
          return (
            <li key={`${topic} ${source}`}>
              {t(`topics.${topic}`)}:{' '}
              {found.url === null ? (
                shown
              ) : (
                <a href={found.url} rel="noreferrer noopener" target="_blank">
                  {shown}
                </a>
              )}{' '}
              <span className="text-muted">({found.year})</span>{' '}
              {found.unconfirmed ? <Badge tone="warn">{t('unconfirmed')}</Badge> : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
