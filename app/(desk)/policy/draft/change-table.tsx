// Line by line what a draft changes.

import { useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import { changesBetween } from '@/lib/policies/policy-fields';
import type { Policy } from '@/lib/scoring/policy';
import { PolicyLineName, PolicyValue } from '../policy-line';

export function ChangeTable({ before, after }: { before: Policy; after: Policy }) {
  const t = useTranslations('policy');
  return (
    <div className="max-w-3xl">
      <Table label={t('draft.changes')}>
        <thead>
          <tr>
            <Th>{t('draft.line')}</Th>
            <Th align="right">{t('draft.now')}</Th>
            <Th align="right">{t('draft.then')}</Th>
          </tr>
        </thead>
        <tbody>
          {changesBetween(before, after).map(({ path, from, to }) => (
            <tr key={path}>
              <Td>
                <PolicyLineName path={path} />
              </Td>
              <Td align="right" className="text-muted">
                {from === null ? '–' : <PolicyValue path={path} value={from} />}
              </Td>
              <Td align="right" className="font-semibold">
                {to === null ? '–' : <PolicyValue path={path} value={to} />}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
