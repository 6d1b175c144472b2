// The reader of Exim's main log.
// Promise: never throws, linear. Source: Exim specification, chapter "Log files": `<=` arrival, `=>` and `->` delivery,
// `**` failure, `==` deferral, `Completed`; message ids of 16 characters and, since 4.97, of 23.

import type { LogClock } from './clock';
import { isoMoment } from './iso-time';
import type { LineReader, TransactionJoiner } from './joiner';
import type { TransactionPart } from './open-transaction';

const MESSAGE_ID = /^(?:\w{6}-\w{6}-\w{2}|\w{6}-\w{11}-\w{4})$/;
/** A line may not make us look at more than this. */
const MAX_TEXT = 8_192;

interface EximLine {
  at: number;
  host: string;
  start: number;
  end: number;
}

export class EximReader implements LineReader {
  readonly #clock: LogClock;
  readonly #host: string;
  /** The working directory that the last `cwd=` line named: the next local arrival came from there. */
  #cwd: { directory: string; at: number } | null = null;

  constructor(clock: LogClock, host: string) {
    this.#clock = clock;
    this.#host = host;
  }

  read(bytes: Buffer, start: number, end: number, joiner: TransactionJoiner): boolean {
    const text = bytes.toString('utf8', start, Math.min(end, start + MAX_TEXT));
    const at = isoMoment(text.slice(0, zoneEnd(text)), this.#clock);
    if (Number.isNaN(at)) return false;
    joiner.seen(at);
    // With log_selector +pid a process number stands behind the time.
    const rest = text
      .slice(zoneEnd(text))
      .trimStart()
      .replace(/^\[\d+\] /, '');
    const line = { at, host: this.#host, start, end };
    if (rest.startsWith('cwd=')) this.#cwd = { directory: rest.slice(4).split(' ', 1)[0] ?? '', at };
    const [id = '', flag = ''] = rest.split(' ', 2);
    if (!MESSAGE_ID.test(id)) return true;
    const words = rest.slice(id.length + 1 + flag.length).trim();
    this.#readOf(id, flag, words, line, joiner);
    return true;
  }

  #readOf(id: string, flag: string, words: string, line: EximLine, joiner: TransactionJoiner): void {
    const key = Buffer.from(id, 'latin1');
    const { at, host, start, end } = line;
    if (flag === '<=') {
      const mail = joiner.beginning(key, 0, key.length, host, at);
      joiner.addLine(mail, start, end);
      this.#arrive(mail, words, at);
      return;
    }
    if (flag !== 'Completed' && !DELIVERIES.has(flag)) return;
    const mail = joiner.transaction(key, 0, key.length, host, at);
    if (flag === 'Completed') mail.isRemoved = true;
    else {
      joiner.addLine(mail, start, end);
      deliver(mail, flag, words);
    }
  }

  #arrive(mail: TransactionPart, words: string, at: number): void {
    const fields = readFields(words);
    const sender = words.split(' ', 1)[0] ?? '';
    mail.envelopeFrom = sender === '<>' ? '' : sender.toLowerCase();
    mail.messageId ??= fields.get('id') ?? null;
    mail.subject ??= fields.get('T')?.slice(0, 300) ?? null;
    const size = Number(fields.get('S'));
    if (Number.isSafeInteger(size) && size >= 0) mail.sizeBytes = Math.min(size, 2_147_483_647);
    const client = /\[([0-9a-fA-F.:]{2,45})\](?::(\d{1,5}))?/.exec(words);
    mail.clientIp = client?.[1] ?? null;
    mail.clientPort = client?.[2] === undefined ? null : Number(client[2]);
    const login = fields.get('A');
    const localUser = fields.get('U');
    if (login !== undefined) {
      mail.origin = 'submission';
      mail.saslUser = login.slice(login.indexOf(':') + 1).toLowerCase();
    } else if (client !== null) mail.origin = 'inbound';
    else {
      mail.origin = 'local';
      mail.localUser = localUser ?? null;
      if (this.#cwd !== null && at - this.#cwd.at <= CWD_MS) mail.cwd = this.#cwd.directory;
    }
    this.#cwd = null;
    const recipients = / for (\S+(?: \S+)*)$/.exec(words)?.[1];
    if (recipients !== undefined) mail.recipients = recipients.split(' ').length;
  }
}

/** A `cwd=` line stands directly above the arrival that it explains. */
const CWD_MS = 2_000;
const DELIVERIES = new Set(['=>', '->', '>>', '**', '==', '*>']);

function deliver(mail: TransactionPart, flag: string, words: string): void {
  if (flag === '==') mail.deferred += 1;
  else if (flag === '**') mail.bounced += 1;
  else mail.delivered += 1;
  // With received_recipients off the arrival does not say how many there are.
  mail.recipients = Math.max(mail.recipients, mail.delivered + mail.bounced);
  if (flag === '==' || flag === '**') return;
  const address = /^(\S+)(?: \(([^)]*)\))?(?: <([^>]*)>)?/.exec(words);
  const target = address?.[1]?.includes('@') === true ? address[1] : (address?.[3] ?? '');
  const at = target.lastIndexOf('@');
  if (at >= 0) mail.addDomain(target.slice(at + 1).toLowerCase());
  const fields = readFields(words);
  if (words.includes(' H=') && !/ H=\S+ \[(?:127\.|::1)/.test(words)) mail.isOutward = true;
  if (address?.[3] !== undefined && address[3] !== target) mail.hasOtherAddress = true;
  if (fields.get('F')?.toLowerCase().startsWith('<srs') === true) mail.hasOtherAddress = true;
}

/** `KEY=value` words; values in quotation marks may hold blanks and escaped marks. */
function readFields(words: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, key, quoted, plain] of words.matchAll(
    /(?:^|\s)([A-Za-z]{1,4})=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g,
  )) {
    if (key !== undefined && !fields.has(key))
      fields.set(key, quoted === undefined ? (plain ?? '') : quoted.replaceAll(/\\(.)/g, '$1'));
  }
  return fields;
}

/** Where the time ends: behind the seconds, a fraction and a zone, where they are written. */
function zoneEnd(text: string): number {
  const match = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: [+-]\d{4})?/.exec(text);
  return match === null ? 0 : match[0].length;
}
