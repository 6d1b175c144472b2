// How much of what is ours is looked up; administrators only.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { leftCounted } from '@/lib/block-lists/own-things-queries';
import { readScopeNumbers } from '@/lib/block-lists/queries';
import { ScopeForm } from './scope-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('blockLists'))('scope') };
}

export default async function ScopePage() {
  await requireAdmin();
  const [t, common, { scope, numbers }] = await Promise.all([
    getTranslations('blockLists'),
    getTranslations('common'),
    readScopeNumbers(),
  ]);
  return (
    <>
      <PageHeader
        title={t('scope')}
        text={t('scopeText')}
        actions={<LinkButton href="/block-lists/lists">{common('back')}</LinkButton>}
      />
      <p className="mb-4 max-w-[75ch] text-muted">
        {t('scopeNumbers', {
          addresses: numbers.addresses,
          domains: numbers.domains,
          ranges: numbers.left.ranges,
          leftAddresses: numbers.left.addresses,
          leftDomains: t(numbers.left.domains >= leftCounted ? 'atLeast' : 'number', {
            count: numbers.left.domains,
          }),
        })}
      </p>
      <ClientMessages namespaces={['blockLists']}>
        <ScopeForm scope={scope} />
      </ClientMessages>
    </>
  );
}
