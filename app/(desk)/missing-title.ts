// The title of a page whose subject does not exist.

import { getTranslations } from 'next-intl/server';

/** "Not found" in the user's language. */
export async function missingTitle(): Promise<string> {
  return (await getTranslations('common'))('notFound.title');
}
