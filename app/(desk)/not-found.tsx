// Nothing at this address within the desk: the navigation stays.

import { useTranslations } from 'next-intl';
import { LinkButton, PageHeader } from '../components/ui';

export default function DeskNotFound() {
  const t = useTranslations('common');
  return (
    <>
      <PageHeader title={t('notFound.title')} text={t('notFound.text')} />
      <LinkButton href="/cases">{t('error.home')}</LinkButton>
    </>
  );
}
