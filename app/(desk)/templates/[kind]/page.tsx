// One text in one voice: the version in force, its next version with a preview on a real case, a test mail, and the
// versions before. Administrators only.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { shippedText } from '@/lib/notices/shipped/texts';
import { latestCaseNumber, listVersions } from '@/lib/notices/template-queries';
import { viewNames } from '@/lib/notices/text/view';
import { noticeKinds, noticeVoices } from '@/lib/notices/types';
import { missingTitle } from '../../missing-title';
import { TemplateForm } from './template-form';

interface TemplatePageProps {
  params: Promise<{ kind: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function read({ params, searchParams }: TemplatePageProps) {
  const [{ kind: text }, { voice: named }] = await Promise.all([params, searchParams]);
  const kind = noticeKinds.find((one) => one === text);
  const voice = noticeVoices.find(({ language, tone }) => `${language}-${tone}` === (named ?? 'de-sie'));
  if (kind === undefined || voice === undefined) return null;
  const voiceKey = voice.language === 'en' ? ('en-sie' as const) : (`de-${voice.tone}` as const);
  return { kind, voice, voiceKey };
}

export async function generateMetadata(props: TemplatePageProps): Promise<Metadata> {
  await requireAdmin();
  const found = await read(props);
  return {
    title: found === null ? await missingTitle() : (await getTranslations('notices'))(`kinds.${found.kind}`),
  };
}

export default async function TemplatePage(props: TemplatePageProps) {
  await requireAdmin();
  const found = await read(props);
  if (found === null) notFound();
  const { kind, voice, voiceKey } = found;
  const [t, versions, caseNumber] = await Promise.all([
    getTranslations('notices'),
    listVersions(kind, voice),
    latestCaseNumber(),
  ]);
  const [current, ...earlier] = versions;
  const shipped = shippedText(kind, voice);
  return (
    <>
      <PageHeader
        title={`${t(`kinds.${kind}`)}, ${t(`voices.${voiceKey}`)}`}
        text={current === undefined ? t('templates.shipped') : t('templates.version', { id: current.id })}
        actions={<LinkButton href="/templates">{t('templates.title')}</LinkButton>}
      />
      <ClientMessages namespaces={['notices']}>
        <TemplateForm
          key={current?.id ?? 0}
          kind={kind}
          voice={voiceKey}
          baseId={current?.id ?? 0}
          text={current ?? shipped}
          caseNumber={caseNumber}
          names={[...viewNames]}
        />
      </ClientMessages>
      <Section title={t('templates.versions')}>
        {earlier.map(({ id, subject, body, createdAt: at, createdBy: name }) => (
          <Version
            key={id}
            title={`${t('templates.version', { id })}, ${name === null ? t('templates.changedBySystem', { at }) : t('templates.changedAt', { at, name })}`}
            subject={subject}
            body={body}
          />
        ))}
        <Version title={t('templates.shipped')} subject={shipped.subject} body={shipped.body} />
      </Section>
    </>
  );
}

function Version({ title, subject, body }: { title: string; subject: string; body: string }) {
  const t = useTranslations('notices');
  return (
    <details className="mb-1">
      <summary className="text-accent">{title}</summary>
      <p className="mt-1 wrap-anywhere">
        <span className="text-muted">{t('subject')}: </span>
        {subject}
      </p>
      <p className="mt-1 rounded border border-line bg-panel px-2 py-1 wrap-anywhere whitespace-pre-wrap">
        {body}
      </p>
    </details>
  );
}
