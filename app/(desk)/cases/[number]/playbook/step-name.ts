// What a step is called, on the case and among the playbooks.

import { useTranslations } from 'next-intl';
import type { PlaybookStep } from '@/lib/containment/playbook';

/** `Versandsperre`, `Nachschau nach 48 Stunden` … */
export function useStepName(step: PlaybookStep): string {
  const t = useTranslations('playbooks.steps');
  const measures = useTranslations('measures');
  const notices = useTranslations('notices');
  switch (step.kind) {
    case 'measure': {
      const measure = measures(`kinds.${step.measure}`);
      const rate = step.recipientsPerHour;
      return rate === undefined ? t('measure', { measure }) : t('throttle', { measure, rate });
    }
    case 'notice':
      return t('notice', { notice: notices(`kinds.${step.notice}`) });
    case 'recheck':
      return t('recheck', { hours: step.hours });
  }
}
