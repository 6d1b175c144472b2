// The languages of the desk and how one is chosen: the user's own setting, else the cookie of the language switch,
// else the browser's Accept-Language (RFC 9110 §12.5.4), else German. Pure.

export const LOCALES = ['de', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = 'de';
/** Cookie that keeps the choice of somebody who is not signed in. */
export const LOCALE_COOKIE = 'locale';

/** Whether `value` names a language that the desk speaks. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (LOCALES as readonly string[]).includes(value);
}

/** The language to answer in, from the three places that can name one; the first that names one of ours wins. */
export function chooseLocale(
  user: string | null,
  cookie: string | undefined,
  acceptLanguage: string | null,
): Locale {
  if (isLocale(user)) return user;
  if (isLocale(cookie)) return cookie;
  return fromAcceptLanguage(acceptLanguage) ?? DEFAULT_LOCALE;
}

/**
 * The language of a page that is nobody's session, from its path: the one it names (`?lang=en`), else the browser's. Null
 * where the path is of the desk.
 */
export function localeOfPublicPage(path: string | null, acceptLanguage: string | null): Locale | null {
  if (path?.startsWith('/c/') !== true || !URL.canParse(path, 'http://desk.example')) return null;
  return chooseLocale(
    new URL(path, 'http://desk.example').searchParams.get('lang'),
    undefined,
    acceptLanguage,
  );
}

function fromAcceptLanguage(header: string | null): Locale | null {
  const ranges = (header ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part, position) => {
      const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const weight = Number(parameters.find((text) => text.startsWith('q='))?.slice(2) ?? 1);
      return { language: range.split('-')[0], weight: Number.isFinite(weight) ? weight : 0, position };
    });
  ranges.sort((a, b) => b.weight - a.weight || a.position - b.position);
  return (
    (ranges.find(({ language, weight }) => weight > 0 && isLocale(language))?.language as
      Locale | undefined) ?? null
  );
}
