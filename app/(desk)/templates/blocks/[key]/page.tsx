// One text block for answers in one voice, and its versions; or a new one. Administrators only.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { blockKeyPattern, blockKind } from '@/lib/notices/answer-blocks';
import { shippedBlocks } from '@/lib/notices/shipped/answer-blocks';
import { latestCaseNumber, listVersions } from '@/lib/notices/template-queries';
import { viewNames } from '@/lib/notices/text/view';
import { noticeVoices, type NoticeText, type NoticeVoice } from '@/lib/notices/types';
import { BlockForm } from './block-form';

interface BlockPageProps {
  params: Promise<{ key: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  await requireAdmin();
  return { title: (await getTranslations('notices'))('blocks.title') };
}

interface Version extends NoticeText {
  id: number;
}

/** The versions, newest first, the shipped one at their end; null where there is no such block. */
async function versionsOf(key: string, voice: NoticeVoice): Promise<Version[] | null> {
  if (key === 'new') return [];
  if (!blockKeyPattern.test(key)) return null;
  const stored = await listVersions(blockKind(key), voice);
  const shipped = shippedBlocks(voice).find((block) => block.key === key);
  const all = [...stored, ...(shipped === undefined ? [] : [{ ...shipped, id: 0 }])];
  return all.length === 0 ? null : all;
}

export default async function BlockPage({ params, searchParams }: BlockPageProps) {
  await requireAdmin();
  const [{ key }, { voice: named }] = await Promise.all([params, searchParams]);
  const voice = noticeVoices.find(({ language, tone }) => `${language}-${tone}` === (named ?? 'de-sie'));
  const versions = voice === undefined ? null : await versionsOf(key, voice);
  if (voice === undefined || versions === null) notFound();
  const [t, caseNumber] = await Promise.all([getTranslations('notices'), latestCaseNumber()]);
  const [current, ...earlier] = versions;
  const voiceKey = voice.language === 'en' ? ('en-sie' as const) : (`de-${voice.tone}` as const);
  return (
    <>
      <PageHeader
        title={`${current?.subject ?? t('blocks.make')}, ${t(`voices.${voiceKey}`)}`}
        text={t(key === 'start' ? 'blocks.startText' : 'blocks.editText')}
        actions={<LinkButton href="/templates">{t('templates.title')}</LinkButton>}
      />
      <ClientMessages namespaces={['notices']}>
        <BlockForm
          key={current?.id ?? 0}
          blockKey={key === 'new' ? '' : key}
          voice={voiceKey}
          baseId={current?.id ?? 0}
          text={{ subject: current?.subject ?? '', body: current?.body ?? '' }}
          caseNumber={caseNumber}
          names={[...viewNames]}
        />
      </ClientMessages>
      {earlier.length === 0 ? null : (
        <div className="mt-8">
          <Section title={t('templates.versions')}>
            {earlier.map(({ id, subject, body }) => (
              <details key={id} className="mb-1">
                <summary className="text-accent">
                  {id === 0 ? t('templates.shipped') : t('templates.version', { id })}: {subject}
                </summary>
                <p className="mt-1 rounded border border-line bg-panel px-2 py-1 wrap-anywhere whitespace-pre-wrap">
                  {body === '' ? t('blocks.outOfUse') : body}
                </p>
              </details>
            ))}
          </Section>
        </div>
      )}
    </>
  );
}
