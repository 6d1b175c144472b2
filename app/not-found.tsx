// Nothing at this address.

import { useTranslations } from 'next-intl';
import { LinkButton } from './components/ui';

export default function NotFound() {
  const t = useTranslations('common');
  return (
    <main className="mx-auto max-w-xl px-4 py-12">
      <h1 className="text-xl font-semibold">{t('notFound.title')}</h1>
      <p className="mt-1">{t('notFound.text')}</p>
      <div className="mt-4">
        <LinkButton href="/cases">{t('error.home')}</LinkButton>
      </div>
    </main>
  );
}
