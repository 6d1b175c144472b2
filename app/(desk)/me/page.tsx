// My account: how the desk looks and reacts for me, my password, my sessions.

import type { Metadata } from 'next';
import { getTimeZone, getTranslations } from 'next-intl/server';
import { ChangePasswordForm } from '@/app/(auth)/change-password/change-password-form';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireAnyRole } from '@/lib/auth/current-user';
import { noticeAddresses } from '@/lib/desk/notice-settings';
import { env } from '@/lib/env';
import { listSessions, readFactorSettings, readWeeklyReportTo } from '@/lib/users/queries';
import { reaches } from '@/lib/users/rules';
import { SESSION_HOURS, SESSION_IDLE_HOURS } from '@/lib/users/session-rules';
import { OwnSessions } from './own-sessions';
import { SettingsForm } from './settings-form';
import { WeeklyReportForm } from './weekly-report-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('me'))('title') };
}

export default async function MePage() {
  const user = await requireAnyRole();
  const [t, password, users, sessions, factor] = await Promise.all([
    getTranslations('me'),
    getTranslations('changePassword'),
    getTranslations('users'),
    listSessions(user.id, new Date()),
    readFactorSettings(user.id),
  ]);
  const factorText = factor.isSetUp
    ? t('factorOn', { count: factor.codesLeft })
    : t(env().SAMPLE_PROVIDER ? 'factorSample' : 'factorOff');
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text', { login: user.login, role: users(`roles.${user.role}`) })}
      />
      <ClientMessages namespaces={['me', 'changePassword']}>
        <Section title={t('settings')}>
          <SettingsForm
            user={{ name: user.name, locale: user.locale, theme: user.theme, singleKeys: user.singleKeys }}
          />
        </Section>
        <Section title={password('title')}>
          <ChangePasswordForm login={user.login} />
        </Section>
        <Section title={t('factor')} text={factorText}>
          <p className="mt-2">
            <LinkButton href="/me/second-factor">{t('factorToPage')}</LinkButton>
          </p>
        </Section>
        {reaches(user.role, 'agent') ? <WeeklyReport userId={user.id} /> : null}
        <Section
          title={t('sessions')}
          text={t('sessionsText', { hours: SESSION_HOURS, idle: SESSION_IDLE_HOURS })}
        >
          <OwnSessions sessions={sessions} current={user.sessionId} />
        </Section>
      </ClientMessages>
    </>
  );
}

// Of those who see the statistics.
async function WeeklyReport({ userId }: { userId: number }) {
  const [t, zone, to] = await Promise.all([getTranslations('me'), getTimeZone(), readWeeklyReportTo(userId)]);
  return (
    <Section title={t('weekly')} text={t('weeklyText', { zone })}>
      {noticeAddresses() === null ? <p className="mb-2 max-w-prose">{t('weeklyNoSender')}</p> : null}
      <WeeklyReportForm to={to ?? ''} />
    </Section>
  );
}
