// What a playbook would do on a case, step by step, with its notice as of now; and the one button that sets it going.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { EmptyState, LinkButton, PageHeader } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { getCase, type CaseDetail } from '@/lib/cases/detail-queries';
import { isOpenState } from '@/lib/cases/types';
import type { PlaybookRow } from '@/lib/containment/playbook-rows';
import { offeredPlaybooks, planPlaybook } from '@/lib/desk/plan-playbook';
import { previewNotice } from '@/lib/desk/preview-notice';
import { customerVoice } from '@/lib/notices/queries';
import { noticeVoices, voiceFor } from '@/lib/notices/types';
import { missingTitle } from '../../../missing-title';
import { PlaybookChooser } from './playbook-chooser';
import { PlanSteps } from './plan-steps';
import { RunForm } from './run-form';

type Search = Record<string, string | string[] | undefined>;

interface PlaybookPageProps {
  params: Promise<{ number: string }>;
  searchParams: Promise<Search>;
}

const caseNumber = /^AD-\d{4}-\d{4,10}$/;

export async function generateMetadata({ params }: PlaybookPageProps): Promise<Metadata> {
  await requireUser();
  const { number } = await params;
  if (!caseNumber.test(number)) return { title: await missingTitle() };
  return { title: (await getTranslations('playbooks'))('plan.title', { number }) };
}

export default async function PlaybookPage({ params, searchParams }: PlaybookPageProps) {
  await requireUser();
  const { number } = await params;
  const found = caseNumber.test(number) ? await getCase(number) : null;
  if (found === null || !isOpenState(found.state)) notFound();
  const [t, locale, offered, search] = await Promise.all([
    getTranslations('playbooks'),
    getLocale(),
    offeredPlaybooks(found.account),
    searchParams,
  ]);
  const nameOf = ({ nameDe, nameEn }: PlaybookRow) => (locale === 'de' ? nameDe : nameEn);
  const fitting = offered.filter(({ misfit }) => misfit === null).map(({ playbook }) => playbook);
  const playbook = fitting.find(({ key }) => key === search['playbook']) ?? fitting[0];
  return (
    <>
      <PageHeader
        title={`${t('plan.title', { number })}: ${found.account.login}`}
        text={t('plan.text')}
        actions={<LinkButton href={`/cases/${number}`}>{t('plan.back')}</LinkButton>}
      />
      <PlaybookChooser
        number={number}
        current={playbook?.key ?? ''}
        offered={offered.map((one) => ({
          key: one.playbook.key,
          name: nameOf(one.playbook),
          fromStage: one.misfit === 'stage' ? one.playbook.body.fromStage : null,
        }))}
      />
      {playbook === undefined ? (
        <EmptyState title={t('plan.none')} text={t('plan.noneText')} />
      ) : (
        <Plan found={found} playbook={playbook} name={nameOf(playbook)} search={search} />
      )}
    </>
  );
}

interface PlanProps {
  found: CaseDetail;
  playbook: PlaybookRow;
  name: string;
  search: Search;
}

async function Plan({ found, playbook, name, search }: PlanProps) {
  const [plan, preview] = await Promise.all([
    planPlaybook(found.account.id, playbook),
    previewOf(found.id, playbook, search),
  ]);
  const customer = found.customer?.name ?? null;
  const now = new Date();
  return (
    <ClientMessages namespaces={['playbooks', 'measures', 'notices']}>
      <div className="grid gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="min-w-0">
          <PlanSteps
            plan={plan}
            preview={preview}
            login={found.account.login}
            customer={customer}
            now={now}
          />
        </div>
        <div className="min-w-0">
          <RunForm
            key={plan.playbook.id}
            plan={{ ...plan, playbook: { id: playbook.id, key: playbook.key } }}
            preview={preview}
            name={name}
            number={found.number}
            target={{ caseId: found.id, version: found.version }}
          />
        </div>
      </div>
    </ClientMessages>
  );
}

/** The notice as it would read now; null where the playbook has none. */
async function previewOf(caseId: number, { body }: PlaybookRow, search: Search) {
  const step = body.steps.find(({ kind }) => kind === 'notice');
  if (step?.kind !== 'notice') return null;
  const { language, tone } = await customerVoice(caseId);
  const voice =
    noticeVoices.find((one) => `${one.language}-${one.tone}` === search['voice']) ?? voiceFor(language, tone);
  const to = typeof search['to'] === 'string' ? search['to'] : null;
  return previewNotice({ caseId, kind: step.notice, voice, to, remark: null, upTo: null });
}
