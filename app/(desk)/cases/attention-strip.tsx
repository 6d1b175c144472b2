// Above the list: that cases of the tab need somebody, and which, where the list itself does not begin with them.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Alert, StageBadge } from '@/app/components/ui';
import { attentionCap, type AttentionRow } from '@/lib/cases/attention-queries';
import { stageRank } from '@/lib/scoring/stages';
import { caseHref } from './case-line';

interface AttentionStripProps {
  rows: AttentionRow[];
  list: string;
  /** They are the first rows of the list below. */
  areFirst: boolean;
}

export function AttentionStrip({ rows, list, areFirst }: AttentionStripProps) {
  const t = useTranslations('cases.attention');
  if (rows.length === 0) return null;
  return (
    <div className="mb-3">
      <Alert
        tone="warn"
        title={
          rows.length > attentionCap
            ? t('titleMore', { count: attentionCap })
            : t('title', { count: rows.length })
        }
      >
        <p>{t('text')}</p>
        {areFirst ? null : (
          <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
            {rows.slice(0, attentionCap).map(({ number, login, stage }) => (
              <li key={number} className="wrap-anywhere">
                <StageBadge rank={stageRank(stage)} />{' '}
                <Link href={caseHref(number, list)} prefetch={false}>
                  {number}: {login}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Alert>
    </div>
  );
}
