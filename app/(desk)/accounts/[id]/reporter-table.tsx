// Who complains about the account.

import { useFormatter, useTranslations } from 'next-intl';
import { Badge, Section, Table, Td, Th } from '@/app/components/ui';
import type { AccountReporter } from '@/lib/customers/queries';

export function ReporterTable({ reporters }: { reporters: AccountReporter[] }) {
  const t = useTranslations('accounts.detail');
  const texts = useTranslations('case.reporters');
  const format = useFormatter();
  return (
    <Section title={t('reporters')}>
      {reporters.length === 0 ? (
        <p className="text-muted">{t('noReporters')}</p>
      ) : (
        <div className="max-w-2xl">
          <Table label={t('reporters')}>
            <thead>
              <tr>
                <Th>{texts('name')}</Th>
                <Th align="right">{texts('complaints')}</Th>
              </tr>
            </thead>
            <tbody>
              {reporters.map((row) => (
                <tr key={`${row.reporterKey} ${row.unauthenticated}`}>
                  <Td className="wrap-anywhere">
                    {row.label}
                    {row.unauthenticated ? (
                      <Badge tone="warn" className="ml-1.5">
                        {t('unauthenticated')}
                      </Badge>
                    ) : null}
                  </Td>
                  <Td align="right">{format.number(row.complaints)}</Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Section>
  );
}
