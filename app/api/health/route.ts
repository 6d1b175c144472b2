// GET /api/health: is the installation in order? 200, or 503 where a check fails. `?probe=live`: this process answers.
// `?probe=ready`: and its database does. Strangers get the one word, the operator (a token with `metrics:read`, or a request
// from this machine) what was found. Described in docs/operations.md.

import { authorizeApiCall } from '@/lib/desk/authorize-api-call';
import { isDatabaseUp, readHealth } from '@/lib/desk/read-operations';
import { isFromLoopback } from '../from-loopback';
import { json } from '../v1/answer';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const probe = new URL(request.url).searchParams.get('probe');
  if (probe === 'live') return json(200, { status: 'ok' });
  if (probe === 'ready') return word(await isDatabaseUp());
  const checks = await readHealth();
  const isOk = checks.every((check) => check.isOk);
  if (!(await mayKnow(request, checks.length > 1))) return word(isOk);
  return json(isOk ? 200 : 503, { status: isOk ? 'ok' : 'failing', checks });
}

const word = (isOk: boolean) => json(isOk ? 200 : 503, { status: isOk ? 'ok' : 'failing' });

// Where the database is down, no token can be looked up.
async function mayKnow(request: Request, hasDatabase: boolean): Promise<boolean> {
  if (isFromLoopback(request)) return true;
  const authorization = request.headers.get('authorization');
  if (authorization === null || !hasDatabase) return false;
  return (await authorizeApiCall(authorization, 'metrics:read')).ok;
}
