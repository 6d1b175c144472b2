// The frame of every route of the interface: token and scope first, then the work; what is unexpected is logged under a
// reference and answered 503, since repeating a request is always safe here. No cookie is looked at where something is
// written: a browser that is signed in cannot be made to post reports.

import { randomUUID } from 'node:crypto';
import type { ApiCaller, ApiScope } from '@/lib/api-tokens/types';
import { authorizeApiCall } from '@/lib/desk/authorize-api-call';
import { log } from '@/lib/log';
import { problem } from './problem';

/** Answers `request` by `work`, once its token was accepted for `scope`. */
export async function answer(
  request: Request,
  scope: ApiScope,
  work: (caller: ApiCaller) => Promise<Response>,
): Promise<Response> {
  return guarded(request, async () => {
    const caller = await authorizeApiCall(request.headers.get('authorization'), scope);
    return caller.ok ? await work(caller.data) : problem(request, caller.code, caller.values);
  });
}

/** Answers by `work`, whose caller was let in by something else than a token. */
export async function guarded(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log('api').error({ err: error, reference }, 'a request failed');
    return problem(request, 'unavailable', { reference });
  }
}

/** A JSON answer that nobody caches. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}
