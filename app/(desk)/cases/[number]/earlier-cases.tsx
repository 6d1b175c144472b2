// What happened before: other cases of this mailbox, and incidents of the customer's other accounts.

import { useTranslations } from 'next-intl';
import { Section } from '@/app/components/ui';
import type { EarlierCase } from '@/lib/cases/detail-queries';
import { CaseHistoryTable } from '../case-history-table';

interface EarlierCasesProps {
  own: EarlierCase[];
  customer: EarlierCase[];
  hasCustomer: boolean;
}

export function EarlierCases({ own, customer, hasCustomer }: EarlierCasesProps) {
  const t = useTranslations('case.earlier');
  return (
    <Section title={t('title')}>
      <h3 className="mb-1 font-medium">{t('account')}</h3>
      {own.length === 0 ? (
        <p className="text-muted">{t('noneAccount')}</p>
      ) : (
        <CaseHistoryTable cases={own} label={t('account')} />
      )}
      {hasCustomer ? (
        <>
          <h3 className="mt-3 mb-1 font-medium">{t('customer')}</h3>
          {customer.length === 0 ? (
            <p className="text-muted">{t('noneCustomer')}</p>
          ) : (
            <CaseHistoryTable cases={customer} label={t('customer')} withLogin />
          )}
        </>
      ) : null}
    </Section>
  );
}
