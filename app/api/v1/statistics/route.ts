// GET /api/v1/statistics?days=30 (or from=…&to=…): the figures of the page as JSON, for a token with `statistics:read`, or
// for somebody who is signed in and works on cases. Figures per person are for people alone. Described in docs/api.md.

import { currentAgent } from '@/lib/auth/current-user';
import { readStatistics } from '@/lib/desk/read-statistics';
import { readPeriod } from '@/lib/statistics/period';
import { answer, guarded, json } from '../answer';

export const runtime = 'nodejs';

export async function GET(request: Request): Promise<Response> {
  const isProgram = request.headers.get('authorization') !== null;
  if (!isProgram && (await currentAgent()) !== null)
    return guarded(request, async () => json(200, await figures(request)));
  return answer(request, 'statistics:read', async () =>
    json(200, { ...(await figures(request)), agents: null }),
  );
}

function figures(request: Request) {
  const query = new URL(request.url).searchParams;
  const of = (name: string) => query.get(name) ?? undefined;
  const { from, to } = readPeriod({ days: of('days'), from: of('from'), to: of('to') }, new Date());
  return readStatistics({ from, to });
}
