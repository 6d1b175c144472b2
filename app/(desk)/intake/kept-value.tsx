// Facts of kept mail in words: times in the reader's zone, codes in the reader's language, everything else as it came.

import { useFormatter, useTranslations } from 'next-intl';
import { lookUp } from '@/lib/i18n/look-up';
import { readKeptFacts, type KeptFact } from '@/lib/intake/kept-facts';
import { FormatName } from '../format-name';

/** The value of one fact. */
export function KeptValueText({ fact: { name, value } }: { fact: KeptFact }) {
  const t = useTranslations('intake.facts');
  const format = useFormatter();
  switch (value.type) {
    case 'text':
      return value.text;
    case 'time':
      return format.dateTime(value.at, 'short');
    case 'period':
      return format.dateTimeRange(value.from, value.to, { dateStyle: 'medium' });
    case 'code':
      return name === 'format' ? (
        <FormatName format={value.code} />
      ) : (
        (lookUp(t, `values.${name}.${value.code}`) ?? value.code)
      );
  }
}

/** The facts of a mail that a list has room for, on one line. */
export function KeptFactLine({ facts }: { facts: Record<string, unknown> | null }) {
  const t = useTranslations('intake.facts');
  const brief = readKeptFacts(facts).filter(({ isBrief }) => isBrief);
  return brief.map((fact, i) => (
    <span key={i}>
      {i === 0 ? null : ' · '}
      <span className="text-muted">{t(`names.${fact.name}`)}</span> <KeptValueText fact={fact} />
    </span>
  ));
}
