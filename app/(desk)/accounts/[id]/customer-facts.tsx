// The customer an account belongs to: contract and the contact that is not the mailbox in question.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Badge, Section } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { CustomerDetail } from '@/lib/customers/queries';
import { FactList } from '../../cases/fact-list';

export function CustomerFacts({ customer }: { customer: CustomerDetail | null }) {
  const t = useTranslations('accounts.detail');
  const format = useFormatter();
  if (customer === null) {
    return (
      <Section title={t('customer')}>
        <p className="text-muted">{t('noCustomer')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('customer')}>
      <p className="mb-1 font-medium">
        {customer.name}
        {customer.askFirst ? (
          <Badge tone="warn" className="ml-1.5">
            {t('askFirst')}
          </Badge>
        ) : null}
        {customer.declaredBulkSender ? <Badge className="ml-1.5">{t('bulk')}</Badge> : null}
        {customer.isReseller ? <Badge className="ml-1.5">{t('isReseller')}</Badge> : null}
      </p>
      <FactList
        facts={[
          [t('number'), customer.number],
          [t('contract'), customer.contract ?? '–'],
          [
            t('contact'),
            <span key="e" className="wrap-anywhere">
              {customer.contactEmail ?? '–'}
            </span>,
          ],
          [t('phone'), customer.phone ?? '–'],
          [t('language'), lookUp(t, `languages.${customer.language}`) ?? customer.language],
          [
            t('sinceCustomer'),
            customer.customerSince === null ? '–' : format.dateTime(new Date(customer.customerSince), 'day'),
          ],
          [
            t('reseller'),
            customer.reseller === null ? '–' : `${customer.reseller.name} (${customer.reseller.number})`,
          ],
        ]}
      />
      <Link href={`/cases?customer=${encodeURIComponent(customer.number)}`}>{t('customerCases')}</Link>
    </Section>
  );
}
