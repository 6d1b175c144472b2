// The tokens: whose, what they may do, when they were last used, and whether they still hold.

import { useFormatter, useTranslations } from 'next-intl';
import { Badge, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { API_SCOPES, type ApiTokenRow } from '@/lib/api-tokens/types';
import { RevokeToken } from './revoke-token';

export function TokenTable({ tokens }: { tokens: ApiTokenRow[] }) {
  const t = useTranslations('api');
  const common = useTranslations('common');
  const format = useFormatter();
  return (
    <Table label={t('list')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('scopes')}</Th>
          <Th align="right">{t('rate')}</Th>
          <Th>{t('created')}</Th>
          <Th>{t('lastUsed')}</Th>
          <Th>{t('state')}</Th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <Td className="min-w-48">
              {token.name}
              <div className="text-muted">
                <code className="text-[0.75rem]">{token.hint}…</code>
              </div>
            </Td>
            <Td>
              {API_SCOPES.filter((scope) => token.scopes.includes(scope))
                .map((scope) => t(`scopeNames.${scope}`))
                .join(', ')}
            </Td>
            <Td align="right">{format.number(token.ratePerMinute)}</Td>
            <Td>
              <RelativeTime date={token.createdAt} />
              <div className="text-muted">{t('createdBy', { name: token.createdBy })}</div>
            </Td>
            <Td>{token.lastUsedAt ? <RelativeTime date={token.lastUsedAt} /> : common('never')}</Td>
            <Td>
              {token.revokedAt === null ? (
                <div className="flex flex-wrap items-center gap-2">
                  <Badge tone="ok">{t('states.valid')}</Badge>
                  <RevokeToken id={token.id} name={token.name} hint={token.hint} />
                </div>
              ) : (
                <>
                  <Badge>{t('states.revoked')}</Badge> <RelativeTime date={token.revokedAt} />
                </>
              )}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
