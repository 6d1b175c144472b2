// API access: the tokens with which programs hand in reports; administrators only.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { EmptyState, PageHeader } from '@/app/components/ui';
import { listTokens } from '@/lib/api-tokens/queries';
import { requireAdmin } from '@/lib/auth/current-user';
import { CreateTokenForm } from './create-token-form';
import { TokenTable } from './token-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('api'))('title') };
}

export default async function ApiTokensPage() {
  await requireAdmin();
  const [t, tokens] = await Promise.all([getTranslations('api'), listTokens()]);
  return (
    <>
      <PageHeader title={t('title')} text={t('text')} />
      <ClientMessages namespaces={['api']}>
        <div className="flex flex-col gap-6">
          {tokens.length === 0 ? (
            <EmptyState title={t('empty')} text={t('emptyText')} />
          ) : (
            <TokenTable tokens={tokens} />
          )}
          <CreateTokenForm />
        </div>
      </ClientMessages>
    </>
  );
}
