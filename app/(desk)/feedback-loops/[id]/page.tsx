// One feedback loop: where it stands, what has to be done about it, what came of it, and its settings.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { listAssignees } from '@/lib/cases/queries';
import { readLoopLetters } from '@/lib/desk/read-loop-letters';
import { listLoopEvents } from '@/lib/feedback-loops/event-queries';
import { listLoopFiles } from '@/lib/feedback-loops/file-queries';
import { listPrograms } from '@/lib/feedback-loops/programs/queries';
import { findLoop } from '@/lib/feedback-loops/queries';
import { findRhythm } from '@/lib/feedback-loops/rhythm-queries';
import { listTasksOfLoop } from '@/lib/tasks/queries';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { missingTitle } from '../../missing-title';
import { LoopForm } from '../loop-form';
import { ApplicationPanel } from './application-panel';
import { CoverPanel } from './cover-panel';
import { DutyPanel } from './duty-panel';
import { HealthPanel } from './health-panel';
import { HistoryPanel } from './history-panel';
import { KeptPanels } from './kept-panels';
import { LifePanel } from './life-panel';
import { LoopFacts } from './loop-facts';
import { RhythmPanel } from './rhythm-panel';
import { TaskPanel } from './task-panel';

interface LoopPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParameters>;
}

export async function generateMetadata({ params }: LoopPageProps): Promise<Metadata> {
  await requireUser();
  const id = readId((await params).id);
  const loop = id === null ? null : await findLoop(id);
  return { title: loop?.settings.name ?? (await missingTitle()) };
}

export default async function LoopPage({ params, searchParams }: LoopPageProps) {
  const user = await requireUser();
  const id = readId((await params).id) ?? notFound();
  const { before: key } = await searchParams;
  const before = typeof key === 'string' ? readId(key) : null;
  const isAdmin = user.role === 'admin';
  const [t, common, loop, rhythm, people] = await Promise.all([
    getTranslations('loops'),
    getTranslations('common'),
    findLoop(id),
    findRhythm(id, new Date()),
    listAssignees(),
  ]);
  if (loop === null || rhythm === null) notFound();
  const [letters, tasks, events, programs] = await Promise.all([
    readLoopLetters(id, loop.settings),
    listTasksOfLoop(id, { isAdmin }),
    listLoopEvents(id, before),
    listPrograms(),
  ]);
  const { change, covered, duties, program } = letters;
  const hasRhythm = loop.state === 'active' || rhythm.lastReportAt !== null;
  return (
    <ClientMessages namespaces={['loops']}>
      <PageHeader
        title={loop.settings.name}
        text={isAdmin ? undefined : t('readOnly')}
        actions={<LinkButton href="/feedback-loops">{common('back')}</LinkButton>}
      />
      <LoopFacts settings={loop.settings} people={people} program={program} />
      <LifePanel id={id} loop={loop} silentSince={rhythm.silentSince} isAdmin={isAdmin} />
      {tasks.length === 0 ? null : <TaskPanel tasks={tasks} />}
      {change === null ? null : <DutyPanel id={id} letters={{ duties, change }} isAdmin={isAdmin} />}
      {loop.state === 'planned' || loop.state === 'applied' ? <ApplicationPanel letters={letters} /> : null}
      {hasRhythm ? <RhythmPanel id={id} rhythm={rhythm} isAdmin={isAdmin} /> : null}
      {hasRhythm ? <HealthPanel id={id} isAdmin={isAdmin} /> : null}
      <CoverPanel id={id} covered={covered} isAdmin={isAdmin} />
      {isAdmin ? (
        <KeptPanels id={id} hasCredentials={loop.hasCredentials} files={await listLoopFiles(id)} />
      ) : null}
      <HistoryPanel id={id} events={events} isFirstPage={before === null} people={people} isAdmin={isAdmin} />
      <Section title={t('settings')}>
        <LoopForm
          known={{ id, version: loop.version }}
          settings={loop.settings}
          readOnly={!isAdmin}
          programs={programs.map(({ program: one }) => one.name)}
          people={people}
        />
      </Section>
    </ClientMessages>
  );
}
