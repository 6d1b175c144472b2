// /cases/AD-…/answer/draft: POST keeps the answer that somebody is writing and shows it as it would go out; GET says who
// writes. A route and no server action: what a page sends while it is being closed still arrives.

import { z } from 'zod';
import { currentAgent } from '@/lib/auth/current-user';
import { isSameOrigin } from '@/lib/auth/same-origin';
import { keepAnswer, whoWrites } from '@/lib/desk/keep-answer';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { draftFields } from '../draft-fields';

export const runtime = 'nodejs';

interface Place {
  params: Promise<{ number: string }>;
}

const draft = z.object(draftFields);

/** Longer than any draft within bounds, whatever its letters. */
const bodyBytes = 200_000;

export async function POST(request: Request, { params }: Place): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return refusal(401, 'signed-out');
  if (!isSameOrigin(request.headers, env().PUBLIC_URL)) return refusal(403, 'forbidden');
  if (Number(request.headers.get('content-length') ?? bodyBytes + 1) > bodyBytes)
    return refusal(413, 'too-long');
  const read = draft.safeParse(await request.json().catch(() => null));
  if (!read.success) return refusal(422, 'invalid');
  try {
    const { number } = await params;
    const kept = await keepAnswer({ number, draft: read.data }, user.id);
    return kept.ok ? Response.json(kept.data, { headers }) : refusal(409, kept.code);
  } catch (error) {
    log('web').error({ err: error, userId: user.id }, 'a draft could not be kept');
    return refusal(500, 'unexpected');
  }
}

export async function GET(_: Request, { params }: Place): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return refusal(401, 'signed-out');
  const found = await whoWrites((await params).number, user.id);
  return found === null ? refusal(404, 'not-found') : Response.json(found, { headers });
}

const headers = { 'cache-control': 'no-store' };

function refusal(status: number, code: string): Response {
  return Response.json({ refusal: code }, { status, headers });
}
