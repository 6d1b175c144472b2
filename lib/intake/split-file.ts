// A file that a person hands over, taken apart as it streams in: an mbox into its mails, anything else is one mail. Never
// more than one mail and one chunk in memory.

import { FILE_HEAD_BYTES, kindOfFile } from './file-kind';
import { INTAKE_LIMITS } from './limits';
import { MboxSplitter, type SplitMail } from './split-mbox';

export type FileRefusal = 'empty' | 'not-a-mail' | 'file-too-large';

/** Mails in the order of the file, or, as the last part, why the file or its rest is not taken. */
export type FilePart = { isMbox: boolean; mails: SplitMail[] } | { refusal: FileRefusal };

interface Splitter {
  push(chunk: Buffer): SplitMail[];
  end(): SplitMail[];
}

/** `fileBytes`: the file's limit. */
export async function* splitFile(
  body: AsyncIterable<Uint8Array>,
  fileBytes: number,
): AsyncGenerator<FilePart> {
  let head: Buffer = Buffer.alloc(0);
  let file: { isMbox: boolean; splitter: Splitter } | null = null;
  let size = 0;
  for await (const bytes of body) {
    size += bytes.length;
    if (size > fileBytes) return yield { refusal: 'file-too-large' };
    const chunk: Buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (file !== null) {
      yield { isMbox: file.isMbox, mails: file.splitter.push(chunk) };
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < FILE_HEAD_BYTES) continue;
    const begun = begin(head);
    if ('refusal' in begun) return yield begun;
    file = begun;
    yield { isMbox: file.isMbox, mails: file.splitter.push(head) };
  }
  if (file === null) {
    const begun = begin(head);
    if ('refusal' in begun) return yield begun;
    file = begun;
    yield { isMbox: file.isMbox, mails: file.splitter.push(head) };
  }
  yield { isMbox: file.isMbox, mails: file.splitter.end() };
}

function begin(head: Buffer): { isMbox: boolean; splitter: Splitter } | { refusal: FileRefusal } {
  const kind = kindOfFile(head.subarray(0, FILE_HEAD_BYTES));
  if (kind === 'mbox') return { isMbox: true, splitter: new MboxSplitter(INTAKE_LIMITS.mailBytes) };
  if (kind === 'mail') return { isMbox: false, splitter: new WholeFile(INTAKE_LIMITS.mailBytes) };
  return { refusal: kind === 'empty' ? 'empty' : 'not-a-mail' };
}

/** A file that is one mail, with the same face as the mbox. */
class WholeFile implements Splitter {
  private parts: Buffer[] = [];
  private sizeBytes = 0;

  constructor(private readonly limitBytes: number) {}

  push(chunk: Buffer): SplitMail[] {
    this.sizeBytes += chunk.length;
    if (this.sizeBytes > this.limitBytes) this.parts = [];
    else this.parts.push(chunk);
    return [];
  }

  end(): SplitMail[] {
    const source = this.sizeBytes > this.limitBytes ? null : Buffer.concat(this.parts);
    return [{ source, sizeBytes: this.sizeBytes }];
  }
}
