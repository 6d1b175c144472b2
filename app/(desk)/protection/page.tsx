// Against wrong locks: whom nobody locks alone, and which measures the terms of which product allow since when.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton, PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { listContracts, listProductTerms, listProtectedLogins } from '@/lib/containment/protection-queries';
import { LoginTable } from './login-table';
import { TermTable } from './term-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connectors'))('protection.title') };
}

export default async function ProtectionPage() {
  await requireAdmin();
  const [t, logins, terms, contracts] = await Promise.all([
    getTranslations('connectors.protection'),
    listProtectedLogins(),
    listProductTerms(),
    listContracts(),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={<LinkButton href="/connectors">{t('toConnectors')}</LinkButton>}
      />
      <LoginTable logins={logins} />
      <TermTable terms={terms} contracts={contracts} />
    </>
  );
}
