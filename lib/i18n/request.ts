// What next-intl asks for at each request: language, catalogue, time zone and the moment that relative times count from.

import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { REQUEST_PATH_HEADER } from '@/lib/auth/request-path';
import { currentUser } from '@/lib/auth/current-user';
import { env } from '@/lib/env';
import { formats } from './formats';
import { chooseLocale, LOCALE_COOKIE, localeOfPublicPage } from './locales';
import { messagesFor } from './messages';

export default getRequestConfig(async () => {
  const [user, jar, head] = await Promise.all([currentUser(), cookies(), headers()]);
  const accepted = head.get('accept-language');
  const locale =
    localeOfPublicPage(head.get(REQUEST_PATH_HEADER), accepted) ??
    chooseLocale(user?.locale ?? null, jar.get(LOCALE_COOKIE)?.value, accepted);
  return {
    locale,
    messages: messagesFor(locale),
    timeZone: env().DEFAULT_TIME_ZONE,
    now: new Date(),
    formats,
  };
});
