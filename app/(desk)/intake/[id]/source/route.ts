// GET /intake/ID/source: the mail's bytes as the server gave them, as a download that no browser opens or guesses at.
// The file's name is ours; nothing of the mail decides it.

import { currentUser } from '@/lib/auth/current-user';
import { readId } from '@/lib/intake/list-parameters';
import { readRaw } from '@/lib/intake/queries';

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const user = await currentUser();
  if (user === null || user.mustChangePassword) return new Response('Sign in first.', { status: 401 });
  const id = readId((await params).id);
  const raw = id === null ? null : await readRaw(id);
  if (raw === null) return new Response('Not found.', { status: 404 });
  return new Response(new Uint8Array(raw), {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="mail-${id}.eml"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
}
