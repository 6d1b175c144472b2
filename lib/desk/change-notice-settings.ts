// An administrator changes what stands in every notice, the provider's details and the help pages, and what follows one:
// the schedule of reminders, the customers' page, copies to resellers.

import { sql, type Tx } from '@/lib/db/sql';
import {
  checkLink,
  deleteLink,
  insertLink,
  saveSenderDetails,
  type NewLink,
} from '@/lib/notices/template-store';
import { saveResellerCopy } from '@/lib/notices/reseller-store';
import { saveSetting, type SettingChange } from '@/lib/notices/settings-store';
import type { SenderDetails } from '@/lib/notices/types';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export type NoticeSettingsChange =
  | { kind: 'sender'; details: SenderDetails }
  | { kind: 'add-link'; link: NewLink }
  | { kind: 'check-link'; id: number }
  | { kind: 'remove-link'; id: number }
  | { kind: 'setting'; setting: SettingChange }
  | { kind: 'reseller'; number: string; getsCopy: boolean | null };

/** `not-found` where somebody removed the link meanwhile, or no reseller has the number. */
export function changeNoticeSettings(
  change: NoticeSettingsChange,
  { id: userId }: SignedInUser,
): Promise<Outcome<null, 'not-found'>> {
  return sql().begin(async (tx): Promise<Outcome<null, 'not-found'>> => {
    return (await apply(tx, change, userId)) ? done(null) : refused('not-found');
  }) as Promise<Outcome<null, 'not-found'>>;
}

async function apply(tx: Tx, change: NoticeSettingsChange, userId: number): Promise<boolean> {
  switch (change.kind) {
    case 'sender':
      await saveSenderDetails(tx, change.details, userId);
      return true;
    case 'add-link':
      await insertLink(tx, change.link, userId);
      return true;
    case 'check-link':
      return checkLink(tx, change.id, userId);
    case 'remove-link':
      return deleteLink(tx, change.id, userId);
    case 'setting':
      await saveSetting(tx, change.setting, userId);
      return true;
    case 'reseller':
      return saveResellerCopy(tx, change.number, change.getsCopy, userId);
  }
}
