// Reads mails of a file as the desk reads waiting ones (`readMails`), and files nothing. Who hands the file over vouches for what a mail exchanger of ours stamped on its mails; their signatures are not checked
// anew, because the keys of old mail are gone.

import { createHash } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import type { AccountKind } from '@/lib/attribution/types';
import { firstValue, headerStart, readHeader } from '@/lib/mime/header';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { parseReceived } from '@/lib/mime/received';
import type { ClaimedMessage } from '@/lib/reports/types';
import type { ReplayComplaint } from '@/lib/scoring/replay/types';
import { isUnauthenticatedKey } from '@/lib/scoring/rows';
import type { DeskContext } from './desk-context';
import { counts, isComplaint } from './file-complaints';
import type { InterpretedReport } from './interpret-report';
import { readMails } from './read-mails';
import { unwatched } from './read-watch';

export interface ReplayMail {
  position: number;
  /** Compressed; none where the mail was too large. */
  bytes: Buffer;
}

/** A complaint of a file with the account that it counts against. */
export interface FileComplaint {
  account: { kind: AccountKind; login: string };
  complaint: ReplayComplaint;
}

/** What the mails of a file came to so far. */
export interface FileCounts {
  read: number;
  complaints: number;
  unattributed: number;
  otherMail: number;
  tooLarge: number;
}

/** Reads the mails of one file, each of them once, batch by batch. */
export class FileReader {
  readonly counts: FileCounts = { read: 0, complaints: 0, unattributed: 0, otherMail: 0, tooLarge: 0 };
  private readonly seen = new Set<string>();
  private nextId = 1;

  constructor(
    private readonly context: DeskContext,
    private readonly now: Date,
  ) {}

  async read(mails: ReplayMail[]): Promise<FileComplaint[]> {
    const messages = mails.flatMap((mail) => this.unpack(mail));
    const { context, now } = this;
    const options = { context, now, watch: unwatched, isVouchedFor: true };
    const { readings } = await readMails(messages, options);
    this.counts.otherMail += readings.filter(({ reports }) => reports.length === 0).length;
    return readings.flatMap(({ reports }) => reports.flatMap((report) => this.take(report)));
  }

  /** Each mail once, however often the file holds it. */
  private unpack({ position, bytes }: ReplayMail): ClaimedMessage[] {
    this.counts.read += 1;
    if (bytes.length === 0) {
      this.counts.tooLarge += 1;
      return [];
    }
    const raw = zstdDecompressSync(bytes, { maxOutputLength: MAIL_LIMITS.mailBytes });
    const hash = createHash('sha256').update(raw).digest('base64');
    if (this.seen.has(hash)) return [];
    this.seen.add(hash);
    const receivedAt = receiptOf(raw, this.now);
    return [
      {
        id: position,
        attempts: 1,
        receivedAt,
        bytes,
        format: null,
        isHandedOver: false,
        mailboxRole: 'complaints',
        isByLmtp: false,
        judgement: null,
      },
    ];
  }

  private take({ row, attribution }: InterpretedReport): FileComplaint[] {
    if (!isComplaint(row.kind)) return [];
    this.counts.complaints += 1;
    if (attribution.account === null || !counts(attribution.verdict)) {
      this.counts.unattributed += 1;
      return [];
    }
    const loop = this.context.loops.find(({ id }) => id === row.feedbackLoopId);
    const { kind, trust, mailDate, receivedAt, incidents, reporterKey } = row;
    const complaint = {
      ...{ kind, trust, mailDate, receivedAt, incidents, reporterKey },
      reportId: this.nextId,
      loopFactor: loop?.factor ?? 1,
      rung: attribution.rung,
      attributionFactor: attribution.factor,
      unauthenticated: isUnauthenticatedKey(reporterKey),
      complainant: row.complainant ?? '',
    };
    this.nextId += 1;
    return [{ account: attribution.account, complaint }];
  }
}

/** When the mail reached us: by the topmost Received line, which our own server wrote, else as its writer dated it. */
function receiptOf(raw: Buffer, now: Date): Date {
  const { fields } = readHeader(raw, headerStart(raw, 0, raw.length), raw.length);
  const received = firstValue(fields, 'received');
  const stamps = [received === null ? null : parseReceived(received).date, firstValue(fields, 'date')];
  for (const text of stamps) {
    const date = new Date(text ?? '');
    if (!Number.isNaN(date.getTime())) return date < now ? date : now;
  }
  return now;
}
