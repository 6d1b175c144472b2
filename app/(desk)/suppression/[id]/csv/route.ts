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
  return new Response(ReadableStream.from(encoded(file.pieces)) as ReadableStream<Uint8Array>, {
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

async function* encoded(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}
