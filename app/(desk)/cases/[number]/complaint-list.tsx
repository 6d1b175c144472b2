// The complaints of the case, newest first, each with its value; the steps to the value fold out under it.

import { useTranslations } from 'next-intl';
import { Pagination, Section } from '@/app/components/ui';
import type { ComplaintPage } from '@/lib/reports/queries';
import { ComplaintTable } from '../complaint-table';
import { caseAddress, type CasePlace } from './parameters';

export function ComplaintList({ page, place }: { page: ComplaintPage; place: CasePlace }) {
  const t = useTranslations('case.complaints');
  const { view } = place;
  const isPaged = view.after !== null || view.before !== null;
  const to = (changes: Parameters<typeof caseAddress>[1]) => caseAddress(place, changes, '#complaints');
  return (
    <div id="complaints" className="scroll-mt-12">
      <Section title={t('title')}>
        {page.rows.length === 0 ? <p className="text-muted">{isPaged ? t('nonePage') : t('none')}</p> : null}
        {page.rows.length === 0 ? null : (
          <ComplaintTable
            rows={page.rows}
            openId={view.complaint}
            evidenceHref={({ reportId }) => caseAddress(place, { complaint: reportId }, '#evidence')}
          />
        )}
        <Pagination
          firstHref={isPaged ? to({ after: null }) : null}
          previousHref={page.before === null ? null : to({ before: page.before })}
          nextHref={page.after === null ? null : to({ after: page.after })}
        />
      </Section>
    </div>
  );
}
