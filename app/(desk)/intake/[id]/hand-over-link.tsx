// The way to pass a report on whose mail is not ours; nothing where an account of ours sent it.

import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/app/components/ui';
import type { ReportDetail } from '@/lib/reports/queries';

const foreign = new Set(['joe-job', 'unattributed', 'forged', 'not-through-us']);

export async function HandOverLink({ report, isFiled }: { report: ReportDetail; isFiled: boolean }) {
  if (!isFiled || (report.attribution !== null && !foreign.has(report.attribution.verdict))) return null;
  const t = await getTranslations('passingOn.handOver');
  return (
    <p className="mb-4">
      <LinkButton href={`/passing-on/mail/${report.rawMessageId}?report=${report.ordinal}`}>
        {t('link')}
      </LinkButton>
    </p>
  );
}
