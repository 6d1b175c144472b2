// Tells next-intl our languages, catalogue and formats, so that a missing key is a type error.

import type { formats } from './formats';
import type { Locale } from './locales';
import type { Messages } from './messages';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
    Formats: typeof formats;
  }
}
