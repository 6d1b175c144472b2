// GET /cases/news?tab=…&since=…: how many cases were opened in a tab since a moment, as a sentence. One indexed count.

import { getTranslations } from 'next-intl/server';
import { currentAgent } from '@/lib/auth/current-user';
import { caseTabs } from '@/lib/cases/list-parameters';
import { countNewCases } from '@/lib/cases/queries';

const isoMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

export async function GET(request: Request): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return Response.json({ error: 'signed-out' }, { status: 401 });
  const query = new URL(request.url).searchParams;
  const tab = caseTabs.find((candidate) => candidate === query.get('tab'));
  const since = query.get('since') ?? '';
  const moment = isoMoment.test(since) ? new Date(since) : null;
  if (tab === undefined || moment === null || Number.isNaN(moment.getTime())) {
    return Response.json({ error: 'invalid' }, { status: 400 });
  }
  const [t, count] = await Promise.all([getTranslations('cases'), countNewCases(tab, moment, user.id)]);
  const text = count === 0 ? null : count > 99 ? t('newsMany') : t('news', { count });
  return Response.json({ text }, { headers: { 'cache-control': 'no-store' } });
}
