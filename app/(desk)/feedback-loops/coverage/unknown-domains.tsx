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
        <div className="max-w-2xl">
          <Table label={t('unknown')}>
            <thead>
              <tr>
                <Th>{t('domain')}</Th>
                <Th>{t('host')}</Th>
                <Th align="right">{t('columns.mail')}</Th>
              </tr>
            </thead>
            <tbody>
              {domains.map((row) => (
                <tr key={row.domain}>
                  <Td className="wrap-anywhere">{row.domain}</Td>
                  <Td className="wrap-anywhere text-muted">{row.host ?? t('noHost')}</Td>
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
