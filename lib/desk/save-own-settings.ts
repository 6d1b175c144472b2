// Use case: a user's own settings: how the desk looks and reacts for them. Not audited: it changes nothing for others.

import { prisma } from '@/lib/db/prisma';
import type { Locale } from '@/lib/i18n/locales';
import type { SignedInUser, Theme } from '@/lib/users/types';
import { done, type Outcome } from './outcome';

export interface OwnSettings {
  name: string;
  /** Null: as the browser asks for. */
  locale: Locale | null;
  theme: Theme;
  singleKeys: boolean;
}

/** Stores the settings; no expected errors. */
export async function saveOwnSettings(settings: OwnSettings, user: SignedInUser): Promise<Outcome<null>> {
  await prisma().user.update({ where: { id: user.id }, data: settings });
  return done(null);
}
