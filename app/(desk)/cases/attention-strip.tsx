// Above the list: the cases of the tab that need somebody, whatever the list is sorted or filtered by.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Alert, StageBadge } from '@/app/components/ui';
import type { AttentionRow } from '@/lib/cases/attention-queries';
import { stageRank } from '@/lib/scoring/stages';
import { caseHref } from './case-line';

export function AttentionStrip({ rows, list }: { rows: AttentionRow[]; list: string }) {
  const t = useTranslations('cases.attention');
  if (rows.length === 0) return null;
  return (
    <div className="mb-3">
      <Alert tone="warn" title={t('title', { count: rows.length })}>
        <p>{t('text')}</p>
        <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
          {rows.map(({ number, login, stage }) => (
            <li key={number} className="wrap-anywhere">
              <StageBadge rank={stageRank(stage)} />{' '}
              <Link href={caseHref(number, list)} prefetch={false}>
                {number}: {login}
              </Link>
            </li>
          ))}
        </ul>
      </Alert>
    </div>
  );
}
