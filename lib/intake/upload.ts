// What the browser and the server say to each other about an uploaded file: the file goes as the body of one request,
// the answer comes in lines of JSON, each the whole state so far, so that a large mbox shows how far it is. Pure.

/** One file: a month of complaints as an mbox. Whatever is larger goes through a mailbox. */
export const UPLOAD_FILE_BYTES = 512 * 1024 * 1024;

/** Mails of a file that are named one by one; beyond that only counted, so that the answer stays small. */
export const UPLOAD_NAMED_MAILS = 100;

export type UploadRefusal =
  'empty' | 'not-a-mail' | 'file-too-large' | 'signed-out' | 'foreign-origin' | 'broken' | 'unexpected';

export type UploadedMail =
  { outcome: 'new' | 'known'; id: number } | { outcome: 'too-large'; position: number; sizeBytes: number };

/** How far a file is. */
export interface UploadState {
  isMbox: boolean;
  new: number;
  known: number;
  tooLarge: number;
  /** The first of them, in the order of the file. */
  mails: UploadedMail[];
  isDone: boolean;
  /** Set where the file, or its rest, was not taken. */
  refusal: UploadRefusal | null;
  /** Of an unexpected error in the log. */
  reference: string | null;
}

export const emptyUpload: UploadState = {
  isMbox: false,
  new: 0,
  known: 0,
  tooLarge: 0,
  mails: [],
  isDone: false,
  refusal: null,
  reference: null,
};

/** The last complete line of an answer that may still be arriving; null where there is none yet. */
export function lastState(answer: string): UploadState | null {
  const end = answer.lastIndexOf('\n');
  if (end < 0) return null;
  const line = answer.slice(answer.lastIndexOf('\n', end - 1) + 1, end);
  return line === '' ? null : (JSON.parse(line) as UploadState);
}
