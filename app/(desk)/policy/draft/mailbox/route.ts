// POST /policy/draft/mailbox: a file of mails as the body, by an administrator from a page of ours. A route and no server
// action, since an mbox is larger than memory should be.

import { currentAgent } from '@/lib/auth/current-user';
import { isSameOrigin } from '@/lib/auth/same-origin';
import { uploadReplayMailbox } from '@/lib/desk/upload-replay-mailbox';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { REPLAY_FILE_BYTES, type MailboxAnswer } from '@/lib/policies/mailbox-upload';

export const runtime = 'nodejs';

/** Of a file's name that is kept. */
const nameChars = 200;

export async function POST(request: Request): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return answer({ refusal: 'signed-out' }, 401);
  if (!isSameOrigin(request.headers, env().PUBLIC_URL)) return answer({ refusal: 'foreign-origin' }, 403);
  if (user.role !== 'admin') return answer({ refusal: 'forbidden' }, 403);
  if (Number(request.headers.get('content-length') ?? 0) > REPLAY_FILE_BYTES)
    return answer({ refusal: 'file-too-large' }, 413);
  if (request.body === null) return answer({ refusal: 'empty' });
  const name = (new URL(request.url).searchParams.get('name') ?? '').slice(0, nameChars);
  try {
    return answer(await uploadReplayMailbox({ name, body: request.body }, user));
  } catch (error) {
    log('web').error({ err: error, userId: user.id }, 'a file to be replayed could not be taken');
    return answer({ refusal: 'unexpected' }, 500);
  }
}

function answer(body: MailboxAnswer, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
