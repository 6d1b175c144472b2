// Redacted reports as one mail that can leave: ARF or XARF, alone or as the digest of a day, signed where a key is set.

import { writeArf, type ReportEnvelope } from '@/lib/arf/write-arf';
import { writeDigest } from '@/lib/arf/write-digest';
import { domainOf } from '@/lib/mime/domain-names';
import type { RedactedReport } from '@/lib/passing-on/redact-report';
import type { ReportForm } from '@/lib/passing-on/types';
import { signMail } from '@/lib/smtp/build-mail';
import { writeXarf, xarfDocument } from '@/lib/xarf/write-xarf';
import { dkimKey } from './notice-settings';
import type { MailMarks } from './write-mail';

const userAgent = 'Meldestelle/1';

/** A report with the name that stays its own when it is read anew. */
export interface NamedReport {
  redacted: RedactedReport;
  name: string;
  /** The account or address it is about. */
  about: string;
  /** When the complaint came, and what it is for scoring: by a person, a trap, a filter. */
  receivedAt: Date;
  kind: string;
}

export interface ReportMail {
  form: ReportForm;
  marks: MailMarks;
  provider: string;
  to: string;
  subject: string;
  text: string;
  /** Null: the desk by itself. */
  userId: number | null;
}

/** The bytes. Several reports are a digest. */
export async function writeReportMail(
  reports: readonly [NamedReport, ...NamedReport[]],
  mail: ReportMail,
  now: Date,
): Promise<Buffer> {
  const key = dkimKey();
  const mime =
    mail.form === 'xarf'
      ? (asXarf(reports, mail, now) ?? asArf(reports, mail, now))
      : asArf(reports, mail, now);
  return key === null ? mime : signMail(mime, key);
}

function envelopeOf({ marks, provider, to, subject, text, userId }: ReportMail, now: Date): ReportEnvelope {
  return {
    from: { name: provider === '' ? 'Abuse' : `Abuse ${provider}`, address: marks.from },
    to,
    replyTo: marks.replyTo,
    subject,
    date: now,
    messageId: marks.messageId,
    text,
    isAutomatic: userId === null,
  };
}

function asArf(reports: readonly [NamedReport, ...NamedReport[]], mail: ReportMail, now: Date): Buffer {
  const envelope = envelopeOf(mail, now);
  const [first] = reports;
  const one = ({ redacted }: NamedReport, of: ReportEnvelope) =>
    writeArf({ ...redacted.report, userAgent }, redacted.original, of);
  if (reports.length === 1) return one(first, envelope);
  const [local, domain] = [
    mail.marks.messageId.replace(/@.*$/, ''),
    domainOf(mail.marks.from) ?? 'localhost',
  ];
  return writeDigest(
    reports.map((report, i) =>
      one(report, {
        ...envelope,
        subject: `FW: ${report.redacted.subject}`,
        messageId: `${local}.${i + 1}@${domain}`,
      }),
    ),
    envelope,
  );
}

/** Who found it, in XARF's words. */
const finders: Record<string, 'user_complaint' | 'spamtrap' | 'automated_filter'> = {
  user: 'user_complaint',
  trap: 'spamtrap',
  automatic: 'automated_filter',
};

function dateOf(written: string | null): Date | null {
  const date = written === null ? null : new Date(written);
  return date === null || Number.isNaN(date.getTime()) ? null : date;
}

/** Null where version 4 cannot express one of them: then the mail is ARF. */
function asXarf(reports: readonly NamedReport[], mail: ReportMail, now: Date): Buffer | null {
  const { marks, provider } = mail;
  const domain = domainOf(marks.from);
  if (domain === null) return null;
  const reporter = { org: provider === '' ? domain : provider.slice(0, 200), contact: marks.from, domain };
  const documents = reports.map(({ redacted, name, receivedAt, kind }) => {
    const { report, original, subject, messageId } = redacted;
    return xarfDocument({
      name,
      feedbackType: report.feedbackType,
      arrivedAt: dateOf(report.arrivalDate ?? null),
      complainedAt: receivedAt,
      foundBy: finders[kind] ?? null,
      reporter,
      sourceIp: report.sourceIp ?? null,
      sourcePort: report.sourcePort ?? null,
      smtpFrom: report.originalMailFrom ?? null,
      subject: subject === '' ? null : subject,
      messageId,
      incidents: report.incidents ?? 1,
      evidence: {
        contentType: original.kind === 'message' ? 'message/rfc822' : 'text/rfc822-headers',
        payload: original.source,
      },
    });
  });
  const valid = documents.filter((document) => document !== null);
  return valid.length === documents.length ? writeXarf(valid, envelopeOf(mail, now)) : null;
}
