// A suppression list as CSV, sent as it is read. Who may not have addresses gets none here either.

import { readId } from '@/app/read-id';
import { currentAgent } from '@/lib/auth/current-user';
import { exportSuppressions } from '@/lib/desk/export-suppressions';
import { getLocale } from 'next-intl/server';

export const runtime = 'nodejs';

export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return new Response(null, { status: 401 });
  const id = readId((await params).id);
  const locale = (await getLocale()) === 'en' ? 'en' : 'de';
  const file = id === null ? null : await exportSuppressions(id, user, locale);
  if (file === null) return new Response(null, { status: 404 });
  return new Response(streamOf(file.pieces), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${file.name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
    },
  });
}

/** Read as fast as it is taken; who goes away ends the reading. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
