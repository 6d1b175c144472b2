// The other language, as a plain link: no cookie keeps the choice.

import { LOCALES, type Locale } from '@/lib/i18n/locales';

const names: Record<Locale, string> = { de: 'Deutsch', en: 'English' };

export function LanguageSwitch({ locale, label }: { locale: Locale; label: string }) {
  return (
    <nav aria-label={label} className="flex gap-3">
      {LOCALES.map((one) =>
        one === locale ? (
          <span key={one} aria-current="true" className="py-1 font-semibold">
            {names[one]}
          </span>
        ) : (
          <a key={one} href={`?lang=${one}`} lang={one} hrefLang={one} className="py-1">
            {names[one]}
          </a>
        ),
      )}
    </nav>
  );
}
