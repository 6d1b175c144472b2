// The way to pass a report on whose mail is not ours; nothing where an account or an address of ours sent it.

import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/app/components/ui';
import { canHandOver } from '@/lib/desk/hand-over-report';
import type { ReportDetail } from '@/lib/reports/queries';

interface HandOverLinkProps {
  report: Pick<ReportDetail, 'rawMessageId' | 'ordinal'>;
  isFiled: boolean;
}

export async function HandOverLink({ report: { rawMessageId, ordinal }, isFiled }: HandOverLinkProps) {
  if (!isFiled || !(await canHandOver({ rawMessageId, ordinal }))) return null;
  const t = await getTranslations('passingOn.handOver');
  return (
    <p className="mb-4">
      <LinkButton href={`/passing-on/mail/${rawMessageId}?report=${ordinal}`}>{t('link')}</LinkButton>
    </p>
  );
}
