// POST /connections/ID/file: an export as the body, by an administrator from a page of ours. Answers `{code}`: null, or
// why it was not taken.

import { currentAgent } from '@/lib/auth/current-user';
import { isSameOrigin } from '@/lib/auth/same-origin';
import { CONNECTION_FILE_BYTES, storeConnectionFile } from '@/lib/desk/save-connection-source';
import { env } from '@/lib/env';
import { readId } from '@/app/read-id';

export const runtime = 'nodejs';

/** RFC 9110 allows any name; what is no encoding of one is none. */
function fileName(header: string | null): string {
  try {
    return decodeURIComponent(header ?? '');
  } catch {
    // A lone percent sign: the name is only shown.
    return '';
  }
}

export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const user = await currentAgent();
  const id = readId((await params).id);
  if (user === null || user.role !== 'admin') return answer(403, 'not-found');
  if (!isSameOrigin(request.headers, env().PUBLIC_URL)) return answer(403, 'not-found');
  if (id === null) return answer(404, 'not-found');
  const bytes = await readBody(request.body);
  if (bytes === null) return answer(413, 'file-too-large');
  const name = fileName(request.headers.get('x-file-name')) || 'CSV';
  const stored = await storeConnectionFile({ id, name, bytes }, user);
  return stored.ok ? answer(200, null) : answer(400, stored.code);
}

/** Null as soon as it is too large, whatever its length was said to be. */
async function readBody(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > CONNECTION_FILE_BYTES) return null;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function answer(status: number, code: string | null): Response {
  return Response.json({ code }, { status, headers: { 'cache-control': 'no-store' } });
}
