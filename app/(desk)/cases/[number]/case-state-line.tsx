// Where the case stands, in one line under its title.

import { useTranslations } from 'next-intl';
import type { CaseDetail } from '@/lib/cases/detail-queries';

export function CaseStateLine({ found }: { found: CaseDetail }) {
  const t = useTranslations('case');
  const parts = [t(`states.${found.state}`), t('opened', { at: found.openedAt })];
  if (found.watchUntil !== null) parts.push(t('watchUntil', { until: found.watchUntil }));
  if (found.closedAt !== null && found.outcome !== null) {
    parts.push(t('ended', { at: found.closedAt, outcome: t(`outcomes.${found.outcome}`) }));
  }
  return <>{parts.join(' · ')}</>;
}
