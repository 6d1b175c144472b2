// Takes an mbox file apart as it streams in: a mail begins after a line "From address date" that stands at the beginning
// or behind an empty line; `>From ` of its body loses one `>` (the reversible quoting called mboxrd). Promises: linear,
// at most one mail and one chunk in memory, a mail beyond the limit is skipped and said. Pure.
// Source: RFC 4155 appendix A; the quoting as in common use.

/** One mail of the file, in its order; `source` is null where it was larger than the limit. */
export interface SplitMail {
  source: Buffer | null;
  sizeBytes: number;
}

/** Enough of a line to tell what it is: an address of 320 characters and a date. */
const HEAD_BYTES = 400;
const LF = 0x0a;
const CR = 0x0d;

const TIME = /\b\d{1,2}:\d{2}/;
const YEAR = /\b(?:19|20)\d{2}\b/;

export class MboxSplitter {
  private carry: Buffer = Buffer.alloc(0);
  private parts: Buffer[] = [];
  private sizeBytes = 0;
  private isOversize = false;
  private isAtLineStart = true;
  /** Within a separator whose line goes on in the next chunk. */
  private isSkipping = false;
  private wasBlank = true;
  private done: SplitMail[] = [];

  constructor(private readonly limitBytes: number) {}

  /** Takes the next bytes and returns the mails that ended in them. */
  push(chunk: Buffer): SplitMail[] {
    const data = this.carry.length > 0 ? Buffer.concat([this.carry, chunk]) : chunk;
    this.carry = Buffer.alloc(0);
    this.read(data, false);
    return this.take();
  }

  /** The end of the file; the mails that ended with it. */
  end(): SplitMail[] {
    const data = this.carry;
    this.carry = Buffer.alloc(0);
    this.read(data, true);
    this.finish();
    return this.take();
  }

  private take(): SplitMail[] {
    const { done } = this;
    this.done = [];
    return done;
  }

  private read(data: Buffer, isEnd: boolean): void {
    let position = 0;
    // What belongs to the mail since then is copied in one piece.
    let runStart = 0;
    while (position < data.length) {
      const newline = data.indexOf(LF, position);
      const end = newline < 0 ? data.length : newline + 1;
      if (this.isAtLineStart) {
        if (newline < 0 && !isEnd && data.length - position < HEAD_BYTES) {
          this.keep(data.subarray(runStart, position));
          this.carry = Buffer.from(data.subarray(position));
          return;
        }
        const head = data.subarray(position, Math.min(end, position + HEAD_BYTES));
        if (this.wasBlank && isSeparator(head)) {
          this.keep(data.subarray(runStart, position));
          this.finish();
          this.isSkipping = true;
        } else if (isQuotedFrom(head)) {
          this.keep(data.subarray(runStart, position));
          runStart = position + 1;
        }
        this.wasBlank = isBlank(head);
      }
      if (this.isSkipping) runStart = end;
      if (newline >= 0) this.isSkipping = false;
      this.isAtLineStart = newline >= 0;
      position = end;
    }
    this.keep(data.subarray(runStart));
  }

  private keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.sizeBytes += bytes.length;
    if (this.isOversize) return;
    this.parts.push(bytes);
    if (this.sizeBytes <= this.limitBytes) return;
    this.isOversize = true;
    this.parts = [];
  }

  private finish(): void {
    const source = this.isOversize ? null : withoutLastBlankLine(Buffer.concat(this.parts));
    const sizeBytes = source?.length ?? this.sizeBytes;
    if (sizeBytes > 0) this.done.push({ source, sizeBytes });
    this.parts = [];
    this.sizeBytes = 0;
    this.isOversize = false;
  }
}

/** Whether a file that begins so is an mbox. */
export function isMbox(head: Buffer): boolean {
  return isSeparator(head.subarray(0, HEAD_BYTES));
}

function isSeparator(head: Buffer): boolean {
  if (head[0] !== 0x46 || head.toString('latin1', 0, 5) !== 'From ') return false;
  const line = head.toString('latin1').split('\n', 1)[0] ?? '';
  // "From now on …" at the beginning of a paragraph is a sentence; a date tells the two apart.
  return TIME.test(line) && YEAR.test(line);
}

function isQuotedFrom(head: Buffer): boolean {
  if (head[0] !== 0x3e) return false;
  let position = 1;
  while (head[position] === 0x3e) position += 1;
  return head.toString('latin1', position, position + 5) === 'From ';
}

function isBlank(head: Buffer): boolean {
  return head[0] === LF || (head[0] === CR && head[1] === LF);
}

/** Every mail of an mbox is followed by an empty line that is not its own. */
function withoutLastBlankLine(mail: Buffer): Buffer {
  const blank = endsWith(mail, '\r\n') ? 2 : endsWith(mail, '\n') ? 1 : 0;
  const isAlone = mail.length === blank || mail[mail.length - blank - 1] === LF;
  return blank > 0 && isAlone ? mail.subarray(0, mail.length - blank) : mail;
}

function endsWith(mail: Buffer, text: string): boolean {
  return mail.length >= text.length && mail.toString('latin1', mail.length - text.length) === text;
}
