// One file out of a kept mail, or out of the mail that one of its reports complains about, for download.

import { reportedSource } from '@/lib/formats/reported-source';
import { readRaw } from '@/lib/intake/queries';
import { fileAt } from '@/lib/mail-view/mail-files';

export interface AttachmentPlace {
  mailId: number;
  /** The report's place in its mail where the file is in the reported mail; null where it is in the mail that came. */
  reported: number | null;
  /** The file's place in that mail. */
  index: number;
}

/** The file's bytes; null where there is none, where the mail is gone, and where nobody may see it. */
export async function readAttachment({ mailId, reported, index }: AttachmentPlace): Promise<Buffer | null> {
  const raw = await readRaw(mailId);
  if (raw === null) return null;
  const mail = reported === null ? raw : reportedSource(raw, reported);
  return mail === null ? null : fileAt(mail, index);
}
