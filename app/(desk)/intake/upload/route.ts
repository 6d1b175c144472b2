// POST /intake/upload: one file as the body, by a signed-in person from a page of ours. The answer is lines of JSON, each
// the state so far (lib/intake/upload.ts). A route and no server action, since an mbox is larger than memory should be.

import { randomUUID } from 'node:crypto';
import { currentAgent } from '@/lib/auth/current-user';
import { isSameOrigin } from '@/lib/auth/same-origin';
import { uploadFile } from '@/lib/desk/upload-file';
import { env } from '@/lib/env';
import { emptyUpload, UPLOAD_FILE_BYTES, type UploadRefusal, type UploadState } from '@/lib/intake/upload';
import { log } from '@/lib/log';

export const runtime = 'nodejs';

export async function POST(request: Request): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return refusal(401, 'signed-out');
  if (!isSameOrigin(request.headers, env().PUBLIC_URL)) return refusal(403, 'foreign-origin');
  if (Number(request.headers.get('content-length') ?? 0) > UPLOAD_FILE_BYTES)
    return refusal(413, 'file-too-large');
  if (request.body === null) return refusal(200, 'empty');
  return answer(streamOf(lines(request.body, user.id)), 200);
}

async function* lines(body: ReadableStream<Uint8Array>, userId: number): AsyncGenerator<Uint8Array> {
  let state: UploadState = emptyUpload;
  try {
    for await (state of uploadFile(body, { id: userId })) yield lineOf(state);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log('web').error({ err: error, reference, userId }, 'an upload failed');
    yield lineOf({ ...state, isDone: true, refusal: 'unexpected', reference });
  }
}

/** As far as it is asked for; a browser that goes away ends the upload after the batch at hand. */
function streamOf(source: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}

function lineOf(state: UploadState): Uint8Array {
  return Buffer.from(`${JSON.stringify(state)}\n`);
}

function refusal(status: number, code: UploadRefusal): Response {
  return answer(lineOf({ ...emptyUpload, isDone: true, refusal: code }), status);
}

function answer(body: Uint8Array | ReadableStream<Uint8Array>, status: number): Response {
  return new Response(body as BodyInit, {
    status,
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  });
}
