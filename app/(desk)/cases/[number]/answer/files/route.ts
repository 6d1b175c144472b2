// /cases/AD-…/answer/files: POST lays a file beside the answer that somebody is writing, its bytes as the body; DELETE
// takes one away. A route, since a server action's body is bounded far below.

import { readId } from '@/app/read-id';
import { currentAgent } from '@/lib/auth/current-user';
import { isSameOrigin } from '@/lib/auth/same-origin';
import { attachedBytes, attachFile, removeFile } from '@/lib/desk/attach-file';
import type { Outcome } from '@/lib/desk/outcome';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import type { DraftFile } from '@/lib/replies/draft-queries';

export const runtime = 'nodejs';

interface Place {
  params: Promise<{ number: string }>;
}

export async function POST(request: Request, { params }: Place): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return refusal(401, 'signed-out');
  if (!isSameOrigin(request.headers, env().PUBLIC_URL)) return refusal(403, 'forbidden');
  const content = await readBody(request);
  if (content === null) return refusal(413, 'too-large');
  const name = new URL(request.url).searchParams.get('name') ?? '';
  const contentType = request.headers.get('content-type') ?? '';
  return answer(
    async () => attachFile({ number: (await params).number, file: { name, contentType, content } }, user.id),
    user.id,
  );
}

export async function DELETE(request: Request, { params }: Place): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return refusal(401, 'signed-out');
  if (!isSameOrigin(request.headers, env().PUBLIC_URL)) return refusal(403, 'forbidden');
  const fileId = readId(new URL(request.url).searchParams.get('id') ?? undefined);
  if (fileId === null) return refusal(404, 'not-found');
  return answer(async () => removeFile({ number: (await params).number, fileId }, user.id), user.id);
}

/** The body, as far as it is allowed to be long; null where it is longer. */
async function readBody(request: Request): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (request.body === null) return Buffer.alloc(0);
  for await (const part of request.body) {
    size += part.length;
    if (size > attachedBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function answer(perform: () => Promise<Outcome<DraftFile[]>>, userId: number): Promise<Response> {
  try {
    const outcome = await perform();
    return outcome.ok ? Response.json({ files: outcome.data }, { headers }) : refusal(422, outcome.code);
  } catch (error) {
    log('web').error({ err: error, userId }, 'a file could not be laid beside an answer');
    return refusal(500, 'unexpected');
  }
}

const headers = { 'cache-control': 'no-store' };

function refusal(status: number, code: string): Response {
  return Response.json({ refusal: code }, { status, headers });
}
