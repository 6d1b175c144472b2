// A notice to the customer of a case: chosen on one side, shown on the other exactly as it will go out.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { getCase } from '@/lib/cases/detail-queries';
import { isOpenState } from '@/lib/cases/types';
import { customerVoice } from '@/lib/notices/queries';
import { previewNotice } from '@/lib/desk/preview-notice';
import { usualKind, voiceFor, type NoticeKind } from '@/lib/notices/types';
import { missingTitle } from '../../../missing-title';
import { NoticeComposer } from './composer';

interface NoticePageProps {
  params: Promise<{ number: string }>;
}

const caseNumber = /^AD-\d{4}-\d{4,10}$/;

export async function generateMetadata({ params }: NoticePageProps): Promise<Metadata> {
  await requireUser();
  const { number } = await params;
  if (!caseNumber.test(number)) return { title: await missingTitle() };
  return { title: (await getTranslations('notices'))('compose.title', { number }) };
}

export default async function NoticePage({ params }: NoticePageProps) {
  await requireUser();
  const { number } = await params;
  const found = caseNumber.test(number) ? await getCase(number) : null;
  if (found === null || !isOpenState(found.state)) notFound();
  const { language, tone } = await customerVoice(found.id);
  const kind: NoticeKind = found.state === 'released' ? 'released' : usualKind(found.account.kind);
  const [t, preview] = await Promise.all([
    getTranslations('notices'),
    previewNotice({
      caseId: found.id,
      kind,
      voice: voiceFor(language, tone),
      to: null,
      remark: null,
      upTo: null,
    }),
  ]);
  if (preview === null) notFound();
  return (
    <>
      <PageHeader
        title={t('compose.title', { number })}
        text={t('compose.text')}
        actions={<LinkButton href={`/cases/${number}`}>{t('compose.back')}</LinkButton>}
      />
      <ClientMessages namespaces={['notices']}>
        <NoticeComposer caseId={found.id} number={number} initial={preview} />
      </ClientMessages>
    </>
  );
}
