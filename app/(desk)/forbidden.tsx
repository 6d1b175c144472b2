// An agent on an administrator's page, or the hotline on any but its own.

import { getTranslations } from 'next-intl/server';
import { currentUser } from '@/lib/auth/current-user';
import { LinkButton, PageHeader } from '../components/ui';

export default async function Forbidden() {
  const [t, user] = await Promise.all([getTranslations('common'), currentUser()]);
  const isHotline = user?.role === 'support';
  return (
    <>
      <PageHeader
        title={t(isHotline ? 'forbidden.hotlineTitle' : 'forbidden.title')}
        text={t(isHotline ? 'forbidden.hotlineText' : 'forbidden.text')}
      />
      <LinkButton href="/">{t('forbidden.home')}</LinkButton>
    </>
  );
}
