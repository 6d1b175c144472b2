// Account and counts of a case.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { ShortTime, StageBadge } from '@/app/components/ui';
import type { CaseDetail } from '@/lib/cases/detail-queries';
import { FactList } from '../fact-list';

export function CaseFacts({ found }: { found: CaseDetail }) {
  const t = useTranslations('case.facts');
  const format = useFormatter();
  const { account } = found;
  const time = (date: Date | null) => (date === null ? '–' : <ShortTime date={date} />);
  return (
    <FactList
      label={t('label')}
      facts={[
        [
          t('account'),
          <Link key="a" href={`/accounts/${account.id}`} className="wrap-anywhere">
            {account.login}
          </Link>,
        ],
        [t('complaints'), format.number(found.complaints)],
        [t('complainants'), format.number(found.complainants)],
        [t('reporters'), format.number(found.reporters)],
        [t('traps'), format.number(found.traps)],
        [t('first'), time(found.firstSeenAt)],
        [t('last'), time(found.lastSeenAt)],
        [t('incidents'), format.number(account.incidents - (found.isIncident ? 1 : 0))],
        [t('peak'), <StageBadge key="s" rank={found.peakStage} />],
        [t('assignee'), found.assignee?.name ?? t('nobody')],
      ]}
    />
  );
}
