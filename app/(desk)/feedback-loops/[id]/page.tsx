// One feedback loop.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { findLoop } from '@/lib/feedback-loops/queries';
import { LoopForm } from '../loop-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('loops'))('one') };
}

export default async function LoopPage({ params }: { params: Promise<{ id: string }> }) {
  const user = await requireUser();
  const [t, { id: text }] = await Promise.all([getTranslations('loops'), params]);
  const id = readId(text) ?? notFound();
  const loop = await findLoop(id);
  if (loop === null) notFound();
  const readOnly = user.role !== 'admin';
  return (
    <>
      <PageHeader title={loop.settings.name} text={readOnly ? t('readOnly') : undefined} />
      <ClientMessages namespaces={['loops']}>
        <LoopForm id={id} version={loop.version} settings={loop.settings} readOnly={readOnly} />
      </ClientMessages>
    </>
  );
}
