// The files of a mail: what is attached to it, and everything else that is not its text for people.
// Promise: pure, bounded by the walker; a file is known by its place alone. The sender's name for it is shown as text,
// with nothing hidden in it, and decides nothing: neither a path, nor a header, nor a type. Nothing is ever unpacked.

import { createHash } from 'node:crypto';
import { decodeEncodedWords } from '@/lib/mime/encoded-words';
import { firstValue } from '@/lib/mime/header';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { readStructuredValue } from '@/lib/mime/parameters';
import { decodedBody, leafParts, readMail } from '@/lib/mime/read-mail';
import type { MimePart } from '@/lib/mime/types';
import { ATTACHMENTS, LABEL_CHARS } from './limits.mjs';
import type { MailFile } from './types';
import { visibleText } from '@/lib/mime/visible-text';

/** The files of one raw mail in its order, at most `ATTACHMENTS`; none where the mail cannot be walked. */
export function listFiles(raw: Buffer): MailFile[] {
  return fileParts(raw).map(({ part, name }, index) => {
    const bytes = decodedBody(part, MAIL_LIMITS.mailBytes);
    const sha256Prefix = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    const shown = name === null ? null : visibleText(name.replaceAll(/[\n\t]/g, ' ').slice(0, LABEL_CHARS));
    return { index, name: shown, type: visibleText(part.type), sizeBytes: bytes.length, sha256Prefix };
  });
}

/** The bytes of the file at this place, decoded; null where there is none. */
export function fileAt(raw: Buffer, index: number): Buffer | null {
  const found = fileParts(raw)[index];
  return found === undefined ? null : decodedBody(found.part, MAIL_LIMITS.mailBytes);
}

interface FilePart {
  part: MimePart;
  name: string | null;
}

function fileParts(raw: Buffer): FilePart[] {
  const reading = readMail(raw);
  if (reading.outcome === 'broken') return [];
  return leafParts(reading.root).flatMap(asFile).slice(0, ATTACHMENTS);
}

/** Text without a name and not declared as attached is what people read, and stands on the screen. */
function asFile(part: MimePart): FilePart[] {
  const written = firstValue(part.header.fields, 'content-disposition');
  const disposition = written === null ? null : readStructuredValue(written);
  const named = disposition?.parameters.get('filename') ?? part.parameters.get('name') ?? '';
  const name = decodeEncodedWords(named).trim();
  const isText = part.type === 'text/plain' || part.type === 'text/html';
  if (isText && name === '' && disposition?.value !== 'attachment') return [];
  return [{ part, name: name === '' ? null : name }];
}
