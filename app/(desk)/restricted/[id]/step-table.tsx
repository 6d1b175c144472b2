// The steps taken with a restricted mail, oldest first: the record of its procedure.

import { useTranslations } from 'next-intl';
import { Section, ShortTime, Table, Td, Th } from '@/app/components/ui';
import type { RestrictedStep } from '@/lib/restricted/types';

export function StepTable({ steps }: { steps: RestrictedStep[] }) {
  const t = useTranslations('restricted.steps');
  return (
    <Section title={t('title')}>
      {steps.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('at')}</Th>
              <Th>{t('who')}</Th>
              <Th>{t('what')}</Th>
              <Th className="w-1/2">{t('note')}</Th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ kind, at, user, note }, place) => (
              <tr key={place}>
                <Td className="whitespace-nowrap">
                  <ShortTime date={at} />
                </Td>
                <Td>{user.name}</Td>
                <Td>{t(`kinds.${kind}`)}</Td>
                <Td className="wrap-anywhere whitespace-pre-wrap">{note}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
