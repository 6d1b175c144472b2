// The hotline: a mailbox or customer number in, what is locked and why out. No mail, no decision, no other page.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Button, EmptyState, PageHeader, TextField } from '@/app/components/ui';
import { requireAnyRole } from '@/lib/auth/current-user';
import { findForHotline, hotlineAccountsMax } from '@/lib/containment/hotline-queries';
import { FoundAccount } from './found-account';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('support'))('title') };
}

type Search = Promise<{ q?: string | string[] }>;

/** The longest address (RFC 5321 §4.5.3.1) and any customer number. */
const queryChars = 320;

export default async function SupportPage({ searchParams }: { searchParams: Search }) {
  await requireAnyRole();
  const [t, { q }] = await Promise.all([getTranslations('support'), searchParams]);
  const query = (Array.isArray(q) ? q[0] : q)?.replaceAll('\0', '').trim().slice(0, queryChars) ?? '';
  const accounts = query === '' ? [] : await findForHotline(query);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <ClientMessages namespaces={['support']}>
        <search>
          <form className="mb-6 flex max-w-xl flex-wrap items-end gap-2">
            <TextField
              className="flex-1"
              label={t('query')}
              name="q"
              type="search"
              defaultValue={query}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={queryChars}
            />
            <Button type="submit" look="primary">
              {t('find')}
            </Button>
          </form>
        </search>
        {query !== '' && accounts.length === 0 ? (
          <EmptyState title={t('nothing.title')} text={t('nothing.text', { query })} />
        ) : null}
        {accounts.length === hotlineAccountsMax ? <p className="mb-4">{t('many')}</p> : null}
        {accounts.map((account) => (
          <FoundAccount key={account.id} account={account} />
        ))}
      </ClientMessages>
    </>
  );
}
