// A file is laid beside the answer that somebody is writing, to go with it; or taken away again. It is kept with the
// draft, and later within the notice's MIME.

import { sql } from '@/lib/db/sql';
import { safeFileName } from '@/lib/mime/file-name';
import { caseIdOf } from '@/lib/notices/fact-queries';
import { findDraft, type DraftFile } from '@/lib/replies/draft-queries';
import { deleteFile, insertFile, lockDraft, type NewFile } from '@/lib/replies/draft-store';
import { done, refused, type Outcome } from './outcome';

/** Together, before encoding: above ten MiB of mail many servers refuse it. */
export const attachedBytes = 7 * 1024 * 1024;
const maxFiles = 10;

type AttachCode = 'no-draft' | 'file-empty' | 'too-large' | 'too-many';

/** Adds the file; the draft's files. The draft has to be kept first: `no-draft`. */
export function attachFile(
  { number, file }: { number: string; file: NewFile },
  userId: number,
): Promise<Outcome<DraftFile[], AttachCode>> {
  return sql().begin(async (tx): Promise<Outcome<DraftFile[], AttachCode>> => {
    if (file.content.length === 0) return refused('file-empty');
    const caseId = await caseIdOf(tx, number);
    const key = { caseId: caseId ?? 0, userId };
    const draft = (await lockDraft(tx, key)) ? await findDraft(tx, key) : null;
    if (draft === null) return refused('no-draft');
    if (draft.files.length >= maxFiles) return refused('too-many');
    const bytes = draft.files.reduce((sum, { size }) => sum + size, file.content.length);
    if (bytes > attachedBytes) return refused('too-large');
    const { name, contentType } = file;
    await insertFile(tx, key, {
      name: safeFileName(name),
      contentType: safeType(contentType),
      content: file.content,
    });
    return done((await findDraft(tx, key))?.files ?? []);
  }) as Promise<Outcome<DraftFile[], AttachCode>>;
}

/** Takes a file away; one that is gone already is no error. */
export function removeFile(
  { number, fileId }: { number: string; fileId: number },
  userId: number,
): Promise<Outcome<DraftFile[], 'no-draft'>> {
  return sql().begin(async (tx): Promise<Outcome<DraftFile[], 'no-draft'>> => {
    const key = { caseId: (await caseIdOf(tx, number)) ?? 0, userId };
    if (!(await lockDraft(tx, key)) || (await findDraft(tx, key)) === null) return refused('no-draft');
    await deleteFile(tx, key, fileId);
    return done((await findDraft(tx, key))?.files ?? []);
  }) as Promise<Outcome<DraftFile[], 'no-draft'>>;
}

/** What a browser says of a file, where it is a plain type; a whole mail or a multipart would be taken apart on its way. */
function safeType(type: string): string {
  const [bare = ''] = type.toLowerCase().split(';');
  return /^(?:application|audio|image|text|video)\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(bare.trim())
    ? bare.trim()
    : 'application/octet-stream';
}
