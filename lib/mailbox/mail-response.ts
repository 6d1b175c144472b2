// One response of a server: a mail with its UID, date, size and text, as it comes by the hundred thousand. Promise: what
// is not exactly that, in whatever order its parts are, is null and left to imapflow. Pure. Source: RFC 3501 §7.4.2.

/** A mail as a server gave it. */
export interface MailResponse {
  uid: number;
  internalDate: Date;
  /** RFC822.SIZE. */
  size: number;
  source: Buffer;
}

const LONGEST_HEAD = 512;
const HEAD = /^\* \d{1,10} FETCH \(/y;
/** One part and the space behind it; MODSEQ and EMAILID are asked for by imapflow and of no use here. */
const PART =
  /(?:UID (\d{1,10})|INTERNALDATE "([^"\\]{20,40})"|RFC822\.SIZE (\d{1,10})|MODSEQ \(\d{1,20}\)|EMAILID \([^()\s]{1,300}\)|BODY\[\](?:<0>)? \{(\d{1,10})\}\r?\n) ?/y;

/** Reads the response whose line is `payload`, without its end, and whose literals are `literals`. */
export function readMailResponse(payload: Buffer, literals: readonly Buffer[]): MailResponse | null {
  const [source] = literals;
  if (source === undefined || literals.length !== 1 || payload.length > LONGEST_HEAD) return null;
  const text = payload.toString('latin1');
  HEAD.lastIndex = 0;
  if (!HEAD.test(text)) return null;
  let at = HEAD.lastIndex;
  const last = text.length - 1;
  let [uid, date, size, length] = ['', '', '', ''];
  while (at < last) {
    PART.lastIndex = at;
    const part = PART.exec(text);
    if (part === null) return null;
    at = PART.lastIndex;
    uid ||= part[1] ?? '';
    date ||= part[2] ?? '';
    size ||= part[3] ?? '';
    length ||= part[4] ?? '';
  }
  const internalDate = new Date(date);
  const isWhole = at === last && text.endsWith(')') && Number(length) === source.length && length !== '';
  if (!isWhole || Number(uid) === 0 || size === '' || Number.isNaN(internalDate.getTime())) return null;
  return { uid: Number(uid), internalDate, size: Number(size), source };
}
