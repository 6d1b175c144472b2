// GET /intake/ID/source: the mail's bytes as the server gave them.

import { currentAgent } from '@/lib/auth/current-user';
import { readId } from '@/lib/intake/list-parameters';
import { readRaw } from '@/lib/intake/queries';
import { download } from '../../download';

export async function GET(
  _request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return new Response('Sign in first.', { status: 401 });
  const id = readId((await params).id);
  const raw = id === null ? null : await readRaw(id);
  if (raw === null) return new Response('Not found.', { status: 404 });
  return download(raw, `mail-${id}.eml`);
}
