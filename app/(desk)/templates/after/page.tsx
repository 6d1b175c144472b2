// After the notice: when customers are reminded and when a person takes over, the page for customers, copies to resellers.
// Administrators only.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { env } from '@/lib/env';
import { getAfterSettings } from '@/lib/notices/after-queries';
import { PageForm } from './page-form';
import { ResellerForms } from './reseller-forms';
import { ScheduleForm } from './schedule-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('followUp'))('settings.title') };
}

export default async function AfterPage() {
  await requireAdmin();
  const [t, settings] = await Promise.all([getTranslations('followUp.settings'), getAfterSettings()]);
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={<LinkButton href="/templates">{t('toTemplates')}</LinkButton>}
      />
      <ClientMessages namespaces={['followUp']}>
        <Section title={t('schedule.title')} text={t('schedule.text')}>
          <ScheduleForm schedule={settings.schedule} />
        </Section>
        <Section title={t('page.title')} text={t('page.text')}>
          <PageForm settings={settings.page} publicUrl={env().PUBLIC_URL} />
        </Section>
        <Section title={t('reseller.title')} text={t('reseller.text')}>
          <ResellerForms isUsual={settings.resellerCopy} exceptions={settings.exceptions} />
        </Section>
      </ClientMessages>
    </>
  );
}
