// GET /intake/ID/attachments/INDEX: one file of the mail; with `?report=ORDINAL`, of the mail which that report
// complains about. Known by their places, never by the names that a sender gave them.

import { currentAgent } from '@/lib/auth/current-user';
import { readAttachment } from '@/lib/desk/read-attachment';
import { readId } from '@/lib/intake/list-parameters';
import { download } from '../../../download';

const placeShape = /^(0|[1-9]\d{0,3})$/;

/** A place, from 0; null where the text is none. */
function readPlace(text: string): number | null {
  return placeShape.test(text) ? Number(text) : null;
}

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; index: string }> },
): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return new Response('Sign in first.', { status: 401 });
  const path = await params;
  const mailId = readId(path.id);
  const index = readPlace(path.index);
  const asked = new URL(request.url).searchParams.get('report');
  const reported = asked === null ? null : readPlace(asked);
  if (mailId === null || index === null || (asked !== null && reported === null)) return notFound();
  const file = await readAttachment({ mailId, reported, index });
  if (file === null) return notFound();
  return download(file, `anhang-${mailId}-${index + 1}.bin`);
}

function notFound(): Response {
  return new Response('Not found.', { status: 404 });
}
