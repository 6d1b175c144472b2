// The numbers as a form; what is changed goes into the draft.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { openDraft } from '@/lib/policies/draft-queries';
import { linesOf } from '@/lib/policies/policy-fields';
import { listPolicies } from '@/lib/policies/queries';
import { PolicyForm } from './policy-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('succeed') };
}

export default async function EditPolicyPage() {
  await requireAdmin();
  const [t, [current], draft] = await Promise.all([getTranslations('policy'), listPolicies(), openDraft()]);
  if (current === undefined) return null;
  const title = draft === null ? t('succeed') : t('draft.edit');
  return (
    <>
      <PageHeader title={title} text={t('succeedText', { version: current.id })} />
      <ClientMessages namespaces={['policy']}>
        <PolicyForm
          version={draft?.version ?? 0}
          note={draft?.note ?? ''}
          groups={linesOf(draft?.policy ?? current.policy)}
        />
      </ClientMessages>
    </>
  );
}
