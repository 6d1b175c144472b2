// POST /directory/ID/file: a CSV as the body, by an administrator from a page of ours. The answer is what the file would
// say; nothing of it is taken yet. A route, since a server action's body is bounded far below.

import { currentAgent } from '@/lib/auth/current-user';
import { isSameOrigin } from '@/lib/auth/same-origin';
import { previewCsv } from '@/lib/desk/preview-csv';
import { DIRECTORY_FILE_BYTES, storeDirectoryFile } from '@/lib/desk/store-directory-file';
import { env } from '@/lib/env';
import { readId } from '@/app/read-id';

export const runtime = 'nodejs';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return refusal(401, 'signed-out');
  if (user.role !== 'admin') return refusal(403, 'forbidden');
  if (!isSameOrigin(request.headers, env().PUBLIC_URL)) return refusal(403, 'forbidden');
  const id = readId((await params).id);
  if (id === null) return refusal(404, 'not-found');
  const bytes = await readBody(request);
  if (bytes === null) return refusal(413, 'file-too-large');
  const name = new URL(request.url).searchParams.get('name') ?? 'CSV';
  const stored = await storeDirectoryFile({ id, name, bytes }, user);
  if (!stored.ok) return refusal(422, stored.code);
  const { steps, preview } = await previewCsv({ id, settings: { from: 'upload', path: '' } });
  return Response.json(
    { tested: { steps, sample: null, preview } },
    { headers: { 'cache-control': 'no-store' } },
  );
}

/** The body, as far as it is allowed to be long; null where it is longer. */
async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (request.body === null) return new Uint8Array();
  for await (const part of request.body) {
    size += part.length;
    if (size > DIRECTORY_FILE_BYTES) return null;
    parts.push(part);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

function refusal(status: number, code: string): Response {
  return Response.json({ refusal: code }, { status, headers: { 'cache-control': 'no-store' } });
}
