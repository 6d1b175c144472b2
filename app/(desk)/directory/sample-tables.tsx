'use client';
// The first rows of a listing as they would be understood: accounts, customers, aliases and domains.

import { useTranslations } from 'next-intl';
import { Table, Td, Th } from '@/app/components/ui';
import type { DirectoryChunk } from '@/lib/directory/types';

export function SampleTables({ sample }: { sample: DirectoryChunk }) {
  const { accounts, customers, aliases, domains } = sample;
  const t = useTranslations('directory');
  return (
    <>
      {accounts.length > 0 ? <Accounts accounts={accounts} /> : null}
      {customers.length > 0 ? <Customers customers={customers} /> : null}
      {aliases.length > 0 ? (
        <p>
          <span className="font-medium">{t('aliases')}:</span>{' '}
          <span className="font-mono text-[0.8125rem] wrap-anywhere">
            {aliases.map(({ address, target }) => `${address} → ${target}`).join(', ')}
          </span>
        </p>
      ) : null}
      {domains.length > 0 ? (
        <p>
          <span className="font-medium">{t('domains')}:</span>{' '}
          <span className="font-mono text-[0.8125rem] wrap-anywhere">{[...new Set(domains)].join(', ')}</span>
        </p>
      ) : null}
    </>
  );
}

function Accounts({ accounts }: Pick<DirectoryChunk, 'accounts'>) {
  const t = useTranslations('directory');
  return (
    <Table label={t('accounts')}>
      <thead>
        <tr>
          <Th>{t('account')}</Th>
          <Th>{t('accountKind')}</Th>
          <Th>{t('customerNo')}</Th>
          <Th>{t('active')}</Th>
        </tr>
      </thead>
      <tbody>
        {accounts.map(({ kind, login, customerNumber, active }, position) => (
          <tr key={position}>
            <Td className="min-w-48 wrap-anywhere">{login}</Td>
            <Td>{t(`accountKinds.${kind}`)}</Td>
            <Td>{customerNumber ?? '–'}</Td>
            <Td>{active === null ? '–' : active ? t('yes') : t('no')}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Customers({ customers }: Pick<DirectoryChunk, 'customers'>) {
  const t = useTranslations('directory');
  return (
    <Table label={t('customers')}>
      <thead>
        <tr>
          <Th>{t('customerNo')}</Th>
          <Th>{t('customerName')}</Th>
          <Th>{t('contract')}</Th>
          <Th>{t('contacts')}</Th>
        </tr>
      </thead>
      <tbody>
        {customers.map(({ number, name, contract, contacts }, position) => (
          <tr key={position}>
            <Td className="whitespace-nowrap">{number}</Td>
            <Td className="min-w-32">{name ?? '–'}</Td>
            <Td>{contract ?? '–'}</Td>
            <Td className="min-w-48">
              {contacts.length === 0
                ? '–'
                : contacts.map(({ kind, value }) => (
                    <div key={`${kind} ${value}`} className="wrap-anywhere">
                      {value}
                    </div>
                  ))}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
