// What next-intl asks for at each request: language, catalogue, time zone and the moment that relative times count from.

import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { currentUser } from '@/lib/auth/current-user';
import { env } from '@/lib/env';
import { formats } from './formats';
import { chooseLocale, LOCALE_COOKIE } from './locales';
import { messagesFor } from './messages';

export default getRequestConfig(async () => {
  const [user, jar, head] = await Promise.all([currentUser(), cookies(), headers()]);
  const locale = chooseLocale(
    user?.locale ?? null,
    jar.get(LOCALE_COOKIE)?.value,
    head.get('accept-language'),
  );
  return {
    locale,
    messages: messagesFor(locale),
    timeZone: env().DEFAULT_TIME_ZONE,
    now: new Date(),
    formats,
  };
});
