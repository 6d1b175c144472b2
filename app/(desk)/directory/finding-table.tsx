// What is odd about a listing: where, which value, and what it means. For the server and the client.

import { useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { DirectoryProblem } from '@/lib/directory/types';
import { lookUp } from '@/lib/i18n/look-up';

export function FindingTable({ findings }: { findings: readonly DirectoryProblem[] }) {
  const t = useTranslations('directory');
  return (
    <Table label={t('findingsTitle')}>
      <thead>
        <tr>
          <Th>{t('place')}</Th>
          <Th>{t('value')}</Th>
          <Th>{t('meaning')}</Th>
        </tr>
      </thead>
      <tbody>
        {findings.map(({ place, code, value }, position) => (
          <tr key={position}>
            <Td className="whitespace-nowrap">
              {/^\d+$/.test(place) ? t('line', { line: place }) : place || '–'}
            </Td>
            <Td className="max-w-[28ch] font-mono text-[0.8125rem] break-all">{value || '–'}</Td>
            <Td className="min-w-56">{lookUp(t, `findings.${code}`) ?? code}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
