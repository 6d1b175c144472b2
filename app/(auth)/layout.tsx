// Pages before the desk: one narrow column, the language switch below.

import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { LOCALES } from '@/lib/i18n/locales';
import { classNames } from '../components/ui';
import { chooseLanguageAction } from './actions';

const NAMES = { de: 'Deutsch', en: 'English' };

export default function AuthLayout({ children }: { children: ReactNode }) {
  const locale = useLocale();
  return (
    <main className="mx-auto flex w-full max-w-sm flex-col px-4 py-10 sm:py-20">
      {children}
      <form action={chooseLanguageAction} className="mt-8 flex gap-1 border-t border-line pt-3">
        {LOCALES.map((choice) => (
          <button
            key={choice}
            type="submit"
            name="locale"
            value={choice}
            lang={choice}
            aria-pressed={choice === locale}
            className={classNames(
              'min-h-8 rounded px-2',
              choice === locale ? 'font-semibold text-text' : 'text-accent hover:bg-accent-soft',
            )}
          >
            {NAMES[choice]}
          </button>
        ))}
      </form>
    </main>
  );
}
