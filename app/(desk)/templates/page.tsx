// Templates: the texts of notices by kind and voice, the help pages they point to, what the provider says of itself.
// Administrators only.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Alert, Badge, LinkButton, PageHeader, Section, Table, Td, Th } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { noticeAddresses } from '@/lib/desk/notice-settings';
import { getSenderDetails, listAllLinks, listCurrentTemplates } from '@/lib/notices/template-queries';
import { noticeKinds, noticeVoices, type NoticeKind, type NoticeVoice } from '@/lib/notices/types';
import { BlockList } from './blocks/block-list';
import { LinkList } from './link-list';
import { SenderForm } from './sender-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notices'))('templates.title') };
}

export default async function TemplatesPage() {
  await requireAdmin();
  const [t, followUp, current, links, details] = await Promise.all([
    getTranslations('notices'),
    getTranslations('followUp.settings'),
    listCurrentTemplates(),
    listAllLinks(),
    getSenderDetails(),
  ]);
  const versionOf = (kind: NoticeKind, { language, tone }: NoticeVoice) =>
    current.find((one) => one.kind === kind && one.language === language && one.tone === tone)?.id ?? null;
  return (
    <>
      <PageHeader
        title={t('templates.title')}
        text={t('templates.text')}
        actions={<LinkButton href="/templates/after">{followUp('open')}</LinkButton>}
      />
      {noticeAddresses() === null ? <Alert tone="warn">{t('templates.notConfigured')}</Alert> : null}
      <Table label={t('templates.title')}>
        <thead>
          <tr>
            <Th>{t('templates.kind')}</Th>
            {noticeVoices.map((voice) => (
              <Th key={keyOf(voice)}>{t(`voices.${keyOf(voice)}`)}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {noticeKinds.map((kind) => (
            <tr key={kind}>
              <Td>{t(`kinds.${kind}`)}</Td>
              {noticeVoices.map((voice) => {
                const id = versionOf(kind, voice);
                return (
                  <Td key={keyOf(voice)}>
                    <Link
                      href={`/templates/${kind}?voice=${keyOf(voice)}`}
                      prefetch={false}
                      aria-label={`${t('templates.edit')}: ${t(`kinds.${kind}`)}, ${t(`voices.${keyOf(voice)}`)}`}
                    >
                      {t('templates.edit')}
                    </Link>{' '}
                    {id === null ? (
                      <span className="text-muted">{t('templates.shipped')}</span>
                    ) : (
                      <Badge>{t('templates.version', { id })}</Badge>
                    )}
                  </Td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="mt-8">
        <BlockList />
        <Section title={t('templates.links')} text={t('templates.linksText')}>
          <ClientMessages namespaces={['notices']}>
            <LinkList links={links} today={new Date().toISOString().slice(0, 10)} />
          </ClientMessages>
        </Section>
        <Section title={t('templates.sender')} text={t('templates.senderText')}>
          <ClientMessages namespaces={['notices']}>
            <SenderForm details={details} />
          </ClientMessages>
        </Section>
      </div>
    </>
  );
}

type VoiceKey = 'de-sie' | 'de-du' | 'en-sie';

function keyOf({ language, tone }: NoticeVoice): VoiceKey {
  return language === 'en' ? 'en-sie' : tone === 'du' ? 'de-du' : 'de-sie';
}
