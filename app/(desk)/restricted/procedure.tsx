// The procedure for reports about sexual abuse of children, as guidance (docs/restricted-reports.md).

import { useTranslations } from 'next-intl';
import { Section } from '@/app/components/ui';

const steps = ['notOpen', 'notCopy', 'inform', 'report', 'preserve', 'destroy'] as const;

export function Procedure() {
  const t = useTranslations('restricted.guide');
  return (
    <Section title={t('title')} text={t('law')}>
      <ol className="max-w-[75ch] list-decimal space-y-1 pl-6">
        {steps.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
    </Section>
  );
}
