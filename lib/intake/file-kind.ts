// What a file that a person hands over is, by its beginning: a mail, an mbox, or nothing that intake could read (a
// picture, an archive, Outlook's .msg). A wrong file is refused where somebody still sees it. Pure.

import { isMbox } from './split-mbox';

export type FileKind = 'mail' | 'mbox' | 'empty' | 'other';

/** As much of a file as is needed to tell. */
export const FILE_HEAD_BYTES = 1_024;

// RFC 5322 §2.2: a field's name, then a colon; some writers leave spaces between.
const FIELD = /^(?:\xef\xbb\xbf)?[!-9;-~]{1,200}[ \t]{0,10}:/;

/** `head`: the first `FILE_HEAD_BYTES` of the file, or all of it where it is shorter. */
export function kindOfFile(head: Buffer): FileKind {
  if (head.length === 0) return 'empty';
  if (isMbox(head)) return 'mbox';
  if (head.includes(0)) return 'other';
  return FIELD.test(head.toString('latin1')) ? 'mail' : 'other';
}
