// A Postfix log whose truth is known, written as a mail server writes it: lines of many mails mixed, in a file that is
// rotated by renaming, by copying and cutting, and packed. For tests.

import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Sql } from '@/lib/db/sql';

export interface TrueMail {
  queueId: string;
  saslUser: string | null;
  messageId: string;
  recipients: number;
  delivered: number;
  deferred: number;
  bounced: number;
  isForward: boolean;
  originQueueId: string | null;
}

/** Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class LogWriter {
  readonly truth: TrueMail[] = [];
  /** Lines written. */
  lines = 0;
  /** Mails under way: their lines that are not written yet. */
  readonly #open: string[][] = [];
  readonly #random: () => number;
  #serial = 0;
  #half = '';

  constructor(
    readonly path: string,
    /** Milliseconds of the first line; each line is a little later. */
    private at: number,
    seed = 1,
  ) {
    this.#random = seeded(seed);
    writeFileSync(path, '');
  }

  /** Writes so many lines; the last one sometimes only by half, until more is written. */
  write(lines: number): void {
    let text = this.#half;
    this.#half = '';
    for (let i = 0; i < lines; i += 1) {
      while (this.#open.length < 12) this.#begin();
      const index = Math.floor(this.#random() * this.#open.length);
      const mail = this.#open[index] ?? [];
      text += `${this.#stamp()} mail1 ${mail.shift() ?? ''}\n`;
      if (mail.length === 0) this.#open.splice(index, 1);
    }
    if (this.#random() < 0.3 && text.length > 20) {
      this.#half = text.slice(-15);
      text = text.slice(0, -15);
    }
    appendFileSync(this.path, text);
  }

  /** Writes what is left of all mails. */
  finish(): void {
    let text = this.#half;
    this.#half = '';
    for (const mail of this.#open.splice(0))
      for (const line of mail) text += `${this.#stamp()} mail1 ${line}\n`;
    appendFileSync(this.path, text);
  }

  /** Rotates: the older ones move up by one, and those from `.2` on are packed. */
  rotate(how: 'rename' | 'copy'): void {
    for (let n = 30; n >= 1; n -= 1) {
      const from = `${this.path}.${n}`;
      if (existsSync(`${from}.gz`)) renameSync(`${from}.gz`, `${this.path}.${n + 1}.gz`);
      if (!existsSync(from)) continue;
      writeFileSync(`${this.path}.${n + 1}.gz`, gzipSync(readFileSync(from)));
      // As gzip does it.
      const { atime, mtime } = statSync(from);
      utimesSync(`${this.path}.${n + 1}.gz`, atime, mtime);
      rmSync(from);
    }
    // A mail server writes whole lines; what it had begun it ends in the old file.
    appendFileSync(this.path, this.#half);
    this.#half = '';
    if (how === 'rename') {
      renameSync(this.path, `${this.path}.1`);
      writeFileSync(this.path, '');
    } else {
      copyFileSync(this.path, `${this.path}.1`);
      truncateSync(this.path, 0);
    }
  }

  #stamp(): string {
    this.lines += 1;
    this.at += Math.floor(this.#random() * 40);
    // Some daemons are a little behind.
    return new Date(this.at - Math.floor(this.#random() * 300)).toISOString().replace('Z', '+00:00');
  }

  #begin(): void {
    const kind = this.#random();
    const id = this.#id();
    const user = `user${Math.floor(this.#random() * 40)}@customer.example`;
    if (kind < 0.15) return this.#beginFiltered(id, user);
    const isForward = kind < 0.25;
    const isSubmission = !isForward && kind < 0.8;
    const recipients = 1 + Math.floor(this.#random() * 3);
    const mail = this.#mail(id, isSubmission ? user : null, recipients, isForward);
    const client = isSubmission
      ? `postfix/submission/smtpd[11]: ${id}: client=pc[203.0.113.7], sasl_method=PLAIN, sasl_username=${user}`
      : `postfix/smtpd[12]: ${id}: client=mx.example.net[192.0.2.20]`;
    this.#open.push([
      client,
      ...this.#body(mail, user),
      ...this.#deliveries(mail),
      `postfix/qmgr[14]: ${id}: removed`,
    ]);
  }

  /** Submitted, handed to a content filter, and taken back under another id. */
  #beginFiltered(id: string, user: string): void {
    const second = this.#id();
    const first = this.#mail(id, user, 1, false);
    const back = this.#mail(second, user, 1, false);
    back.originQueueId = id;
    back.messageId = first.messageId;
    const origin = this.#random() < 0.5 ? `, orig_queue_id=${id}, orig_client=pc[203.0.113.7]` : '';
    this.#open.push([
      `postfix/submission/smtpd[11]: ${id}: client=pc[203.0.113.7], sasl_method=PLAIN, sasl_username=${user}`,
      ...this.#body(first, user),
      `postfix/smtpd[16]: ${second}: client=localhost[127.0.0.1]${origin}`,
      ...this.#body(back, user),
      `postfix/smtp[15]: ${id}: to=<a@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as ${second})`,
      `postfix/qmgr[14]: ${id}: removed`,
      ...this.#deliveries(back),
      `postfix/qmgr[14]: ${second}: removed`,
    ]);
  }

  #mail(queueId: string, saslUser: string | null, recipients: number, isForward: boolean): TrueMail {
    const mail = {
      queueId,
      saslUser,
      messageId: `${queueId}@pc.example`,
      recipients,
      delivered: 0,
      deferred: 0,
      bounced: 0,
      isForward,
      originQueueId: null,
    };
    this.truth.push(mail);
    return mail;
  }

  #body({ queueId, messageId, recipients, isForward }: TrueMail, user: string): string[] {
    const from = isForward ? `SRS0=abcd=AB=example.net=someone@customer.example` : user;
    return [
      `postfix/cleanup[13]: ${queueId}: message-id=<${messageId}>`,
      `postfix/qmgr[14]: ${queueId}: from=<${from}>, size=${1_000 + queueId.length}, nrcpt=${recipients} (queue active)`,
    ];
  }

  #deliveries(mail: TrueMail): string[] {
    const lines: string[] = [];
    for (let i = 0; i < mail.recipients; i += 1) {
      const head = `postfix/smtp[15]: ${mail.queueId}: to=<person${i}@example${i}.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=0/0/0/1`;
      while (this.#random() < 0.2) {
        mail.deferred += 1;
        lines.push(`${head}, dsn=4.2.0, status=deferred (try again)`);
        lines.push(
          `postfix/qmgr[14]: ${mail.queueId}: from=<x@customer.example>, size=1, nrcpt=${mail.recipients} (queue active)`,
        );
      }
      const isBounced = this.#random() < 0.15;
      if (isBounced) mail.bounced += 1;
      else mail.delivered += 1;
      lines.push(
        isBounced
          ? `${head}, dsn=5.1.1, status=bounced (no such user)`
          : `${head}, dsn=2.0.0, status=sent (250 ok)`,
      );
    }
    // A forward is one by what its own lines say: a rewritten sender, and another server.
    if (mail.delivered + mail.bounced > 0 && mail.isForward && mail.delivered === 0) mail.isForward = false;
    return lines;
  }

  #id(): string {
    this.#serial += 1;
    // Letters of Postfix's long ids instead of digits.
    const letters = [...this.#serial.toString().padStart(7, '0')].map(
      (digit) => 'BCDFGHJKLM'[Number(digit)] ?? 'B',
    );
    return `4${letters.join('')}zL51j`;
  }
}

/** The rows as the truth has them, in the order of queue ids. */
export async function storedMails(sql: Sql): Promise<TrueMail[]> {
  const rows = await sql<TrueMail[]>`
    SELECT queue_id AS "queueId", sasl_user AS "saslUser", message_id AS "messageId", recipients, delivered, deferred,
      bounced, is_forward AS "isForward", origin_queue_id AS "originQueueId"
    FROM mail_transaction ORDER BY queue_id, first_at`;
  return [...rows];
}

export function sortedTruth(writer: LogWriter): TrueMail[] {
  return [...writer.truth].sort((a, b) => (a.queueId < b.queueId ? -1 : 1));
}
