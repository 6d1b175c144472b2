// One feedback loop.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { listAssignees } from '@/lib/cases/queries';
import { findLoop } from '@/lib/feedback-loops/queries';
import { listPrograms } from '@/lib/feedback-loops/programs/queries';
import { findRhythm } from '@/lib/feedback-loops/rhythm-queries';
import { missingTitle } from '../../missing-title';
import { LoopForm } from '../loop-form';
import { HealthPanel } from './health-panel';
import { RhythmPanel } from './rhythm-panel';

interface LoopPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: LoopPageProps): Promise<Metadata> {
  await requireUser();
  const id = readId((await params).id);
  const loop = id === null ? null : await findLoop(id);
  return { title: loop?.settings.name ?? (await missingTitle()) };
}

export default async function LoopPage({ params }: LoopPageProps) {
  const user = await requireUser();
  const [t, common, { id: text }] = await Promise.all([
    getTranslations('loops'),
    getTranslations('common'),
    params,
  ]);
  const id = readId(text) ?? notFound();
  const [loop, rhythm, programs, people] = await Promise.all([
    findLoop(id),
    findRhythm(id, new Date()),
    listPrograms(),
    listAssignees(),
  ]);
  if (loop === null || rhythm === null) notFound();
  const readOnly = user.role !== 'admin';
  return (
    <>
      <PageHeader
        title={loop.settings.name}
        text={readOnly ? t('readOnly') : undefined}
        actions={<LinkButton href="/feedback-loops">{common('back')}</LinkButton>}
      />
      <RhythmPanel id={id} rhythm={rhythm} isAdmin={!readOnly} />
      <HealthPanel id={id} isAdmin={!readOnly} />
      <Section title={t('settings')}>
        <ClientMessages namespaces={['loops']}>
          <LoopForm
            known={{ id, version: loop.version }}
            settings={loop.settings}
            readOnly={readOnly}
            programs={programs.map(({ program }) => program.name)}
            people={people}
          />
        </ClientMessages>
      </Section>
    </>
  );
}
