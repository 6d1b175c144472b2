// The latest mails of a cluster, joined by its mapping: what a person sees who tries the mapping.

import type { MailTransaction } from '@/lib/maillog/types';
import type { ClusterClient } from './http-client';
import { joinDocuments } from './join-documents';
import { searchAll, within } from './search';
import type { ClusterSettings } from './types';

const MINUTES = [1, 10, 60, 24 * 60];
const SHOWN = 10;

/** At most ten mails of the last minutes before `until` in which there are any, newest first. */
export async function latestMails(
  client: ClusterClient,
  settings: ClusterSettings,
  until: number,
): Promise<MailTransaction[]> {
  for (const minutes of MINUTES) {
    const filters = [
      within(settings, until - minutes * 60_000, until),
      { exists: { field: settings.fields.queueId } },
    ];
    const [documents = []] = await searchAll(client, settings, [{ filters, except: [], size: 500 }]);
    const mails = joinDocuments(documents);
    if (mails.length > 0) return mails.slice(-SHOWN).reverse();
  }
  return [];
}
