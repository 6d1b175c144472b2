// The next version of the policy.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { linesOf } from '@/lib/policies/policy-fields';
import { listPolicies } from '@/lib/policies/queries';
import { PolicyForm } from './policy-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('succeed') };
}

export default async function EditPolicyPage() {
  await requireAdmin();
  const [t, [current]] = await Promise.all([getTranslations('policy'), listPolicies()]);
  if (current === undefined) return null;
  return (
    <>
      <PageHeader title={t('succeed')} text={t('succeedText', { version: current.id })} />
      <ClientMessages namespaces={['policy']}>
        <PolicyForm baseId={current.id} groups={linesOf(current.policy)} />
      </ClientMessages>
    </>
  );
}
