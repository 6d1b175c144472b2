// An agent on an administrator's page.

import { useTranslations } from 'next-intl';
import { LinkButton, PageHeader } from '../components/ui';

export default function Forbidden() {
  const t = useTranslations('common');
  return (
    <>
      <PageHeader title={t('forbidden.title')} text={t('forbidden.text')} />
      <LinkButton href="/cases">{t('error.home')}</LinkButton>
    </>
  );
}
