// GET /cases/AD-…/measures/news: a text that changes when something about the case's measures does. One indexed look.

import { currentAgent } from '@/lib/auth/current-user';
import { measuresMark } from '@/lib/containment/queries';

export async function GET(
  _: Request,
  { params }: { params: Promise<{ number: string }> },
): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return Response.json({ error: 'signed-out' }, { status: 401 });
  const mark = await measuresMark((await params).number);
  if (mark === null) return Response.json({ error: 'not-found' }, { status: 404 });
  return Response.json({ mark }, { headers: { 'cache-control': 'no-store' } });
}
