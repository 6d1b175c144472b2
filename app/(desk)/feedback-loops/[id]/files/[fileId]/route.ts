// GET /feedback-loops/ID/files/FILE: a file kept with the subscription, for administrators.

import { readId } from '@/app/read-id';
import { currentAgent } from '@/lib/auth/current-user';
import { findLoopFile } from '@/lib/feedback-loops/file-queries';
import { plainFileName } from '@/lib/mime/file-name';
import { download } from '../../../../intake/download';

export async function GET(
  _: Request,
  { params }: { params: Promise<{ id: string; fileId: string }> },
): Promise<Response> {
  const user = await currentAgent();
  if (user === null) return new Response('Sign in first.', { status: 401 });
  const path = await params;
  const [id, fileId] = [readId(path.id), readId(path.fileId)];
  if (user.role !== 'admin' || id === null || fileId === null) return notFound();
  const file = await findLoopFile(id, fileId);
  return file === null ? notFound() : download(file.content, plainFileName(file.name));
}

function notFound(): Response {
  return new Response('Not found.', { status: 404 });
}
