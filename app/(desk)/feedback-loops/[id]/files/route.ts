// /feedback-loops/ID/files: POST keeps a file with the subscription, its bytes as the body; DELETE throws one away.
// Administrators only. A route, since a server action's body is bounded far below.

import { readId } from '@/app/read-id';
import { currentAgent } from '@/lib/auth/current-user';
import { isSameOrigin } from '@/lib/auth/same-origin';
import { addLoopFile, LOOP_FILE_BYTES, removeLoopFile } from '@/lib/desk/loop-files';
import type { Outcome } from '@/lib/desk/outcome';
import { env } from '@/lib/env';

export const runtime = 'nodejs';

interface Place {
  params: Promise<{ id: string }>;
}

export async function POST(request: Request, { params }: Place): Promise<Response> {
  const admin = await administrator(request);
  if (admin === null) return refusal(403, 'forbidden');
  const loopId = readId((await params).id);
  if (loopId === null) return refusal(404, 'not-found');
  const content = await readBody(request);
  if (content === null) return refusal(413, 'too-large');
  const name = new URL(request.url).searchParams.get('name') ?? '';
  return answer(await addLoopFile({ loopId, name, content }, admin));
}

export async function DELETE(request: Request, { params }: Place): Promise<Response> {
  const admin = await administrator(request);
  if (admin === null) return refusal(403, 'forbidden');
  const loopId = readId((await params).id);
  const fileId = readId(new URL(request.url).searchParams.get('id') ?? undefined);
  if (loopId === null || fileId === null) return refusal(404, 'not-found');
  return answer(await removeLoopFile({ loopId, fileId }, admin));
}

async function administrator(request: Request) {
  const user = await currentAgent();
  const isOurs = isSameOrigin(request.headers, env().PUBLIC_URL);
  return user?.role === 'admin' && isOurs ? user : null;
}

/** Null as soon as it is too large, whatever its length was said to be. */
async function readBody(request: Request): Promise<Buffer | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > LOOP_FILE_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const headers = { 'cache-control': 'no-store' };

function answer(outcome: Outcome<null>): Response {
  return outcome.ok ? Response.json({}, { headers }) : refusal(422, outcome.code);
}

function refusal(status: number, code: string): Response {
  return Response.json({ refusal: code }, { status, headers });
}
