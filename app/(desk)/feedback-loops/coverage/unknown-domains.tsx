// Recipients' domains with much of our mail of which the directory knows no program.

import { getTranslations } from 'next-intl/server';
import { LinkButton, Section, Table, Td, Th } from '@/app/components/ui';
import type { Coverage } from '@/lib/feedback-loops/coverage-queries';
import { MailShare } from './coverage-cells';

interface UnknownDomainsProps {
  domains: Coverage['unknownDomains'];
  days: number;
  isAdmin: boolean;
}

export async function UnknownDomains({ domains, days, isAdmin }: UnknownDomainsProps) {
  const t = await getTranslations('coverage');
  if (domains.length === 0) return null;
  return (
    <div className="mt-8">
      <Section
        title={t('unknown')}
        text={t('unknownText')}
        actions={
          isAdmin ? <LinkButton href="/feedback-loops/programs/new">{t('addProgram')}</LinkButton> : undefined
        }
      >
        <div className="max-w-xl">
          <Table label={t('unknown')}>
            <thead>
              <tr>
                <Th>{t('domain')}</Th>
                <Th align="right">{t('columns.mail')}</Th>
              </tr>
            </thead>
            <tbody>
              {domains.map((row) => (
                <tr key={row.domain}>
                  <Td className="wrap-anywhere">
                    {row.domain}
                    {row.host === null ? null : (
                      <span className="block text-[0.8125rem] text-muted">
                        {t('host', { host: row.host })}
                      </span>
                    )}
                  </Td>
                  <Td align="right">
                    <MailShare row={row} days={days} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </Section>
    </div>
  );
}
