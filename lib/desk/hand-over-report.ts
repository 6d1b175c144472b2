// Use case: an agent passes a report about mail that is not ours on to whoever is responsible. Never by itself, never back
// to who reported, never a report about a report, each report once, and no more than so many a day to one contact.

import type { ContactTarget, FoundContact } from '@/lib/abuse-contact/types';
import { ipInRanges } from '@/lib/attribution/ranges';
import { sql } from '@/lib/db/sql';
import { canonicalIp } from '@/lib/mime/ip-addresses';
import { readComparableAddress } from '@/lib/mime/addresses';
import { domainOf } from '@/lib/mime/domain-names';
import { loadSenderDetails } from '@/lib/notices/fact-queries';
import { queueMail } from '@/lib/outgoing/store';
import { insertForeign } from '@/lib/passing-on/passed-store';
import { countForeignTo, findForeign, loadReport, type StoredReport } from '@/lib/passing-on/queries';
import type { RedactedReport } from '@/lib/passing-on/redact-report';
import type { HoldReason } from '@/lib/passing-on/types';
import { foreignText } from '@/lib/passing-on/words';
import { deskContext } from './desk-context';
import { contactKey, findAbuseContact, knownAbuseContact } from './find-abuse-contact';
import { leadsBack } from './leads-back';
import { noticeAddresses, type NoticeAddresses } from './notice-settings';
import { done, refused, type Outcome } from './outcome';
import { redactKeptReport } from './redact-kept-report';
import { newMarks, type MailMarks } from './write-mail';
import { writeReportMail } from './write-report-mail';

export interface ReportPlace {
  rawMessageId: number;
  ordinal: number;
}

/** Verdicts by which the mail did not come from an account of ours. */
const foreignVerdicts = new Set(['joe-job', 'unattributed', 'forged', 'not-through-us']);
/** More in a day is nothing that a person should send by hand. */
const contactADay = 20;

export interface HandOver {
  target: ContactTarget;
  contact: FoundContact | null;
  already: Awaited<ReturnType<typeof findForeign>>;
  held: HoldReason | null;
  /** The mail as it would leave; null where none can. */
  preview: Buffer | null;
}

/** What an agent sees before passing a report on; null where there is no such report, or it is about an account of ours. */
export async function prepareHandOver(place: ReportPlace, now = new Date()): Promise<HandOver | null> {
  const stored = await loadReport(sql(), place.rawMessageId, place.ordinal);
  if (stored === null || !(await isForeign(stored))) return null;
  const target = await targetOf(stored);
  const [contact, already] = await Promise.all([
    knownAbuseContact(target, now),
    findForeign(sql(), place.rawMessageId, place.ordinal),
  ]);
  const to = contact?.addresses[0] ?? null;
  const redacted = await redactFor(stored, place, to ?? 'preview');
  if (typeof redacted === 'string') return { target, contact, already, held: redacted, preview: null };
  if (to !== null && (await isBack(stored, to)))
    return { target, contact, already, held: 'loop', preview: null };
  const addresses = noticeAddresses();
  const preview =
    to === null || addresses === null
      ? null
      : await mailTo({ to, redacted, stored, place, target, marks: shownMarks(addresses), userId: 0 }, now);
  return { target, contact, already, held: null, preview };
}

/** Whether `prepareHandOver` has something to show. */
export async function canHandOver(place: ReportPlace): Promise<boolean> {
  const stored = await loadReport(sql(), place.rawMessageId, place.ordinal);
  return stored !== null && isForeign(stored);
}

/** Looks the contact up. Expected errors: `not-found`, `not-foreign`. */
export async function lookUpContact(place: ReportPlace): Promise<Outcome<null>> {
  const stored = await loadReport(sql(), place.rawMessageId, place.ordinal);
  if (stored === null) return refused('not-found');
  if (!(await isForeign(stored))) return refused('not-foreign');
  await findAbuseContact(await targetOf(stored));
  return done(null);
}

/**
 * Passes the report on to the contact that was found. Expected errors: `not-found`, `not-foreign`, `no-contact`,
 * `no-sender`, `held`, `too-many`, `already-passed`.
 */
export async function handOverReport(
  place: ReportPlace,
  userId: number,
  now = new Date(),
): Promise<Outcome<null>> {
  const stored = await loadReport(sql(), place.rawMessageId, place.ordinal);
  if (stored === null) return refused('not-found');
  if (!(await isForeign(stored))) return refused('not-foreign');
  const target = await targetOf(stored);
  const contact = await knownAbuseContact(target, now);
  const to = contact?.addresses[0];
  if (contact === null || to === undefined) return refused('no-contact');
  const addresses = noticeAddresses();
  if (addresses === null) return refused('no-sender');
  const redacted = (await isBack(stored, to)) ? 'loop' : await redactFor(stored, place, to);
  if (typeof redacted === 'string') return refused('held');
  const marks = newMarks(addresses);
  const mime = await mailTo({ to, redacted, stored, place, target, marks, userId }, now);
  return sql().begin(async (tx): Promise<Outcome<null>> => {
    // Of two agents who press at once the second waits here, and counts the first.
    await tx`SELECT pg_advisory_xact_lock(hashtext('pass-on'), hashtext(${to}))`;
    const dayAgo = new Date(now.getTime() - 86_400_000);
    if ((await countForeignTo(tx, to, dayAgo)) >= contactADay) return refused('too-many');
    const mail = {
      purpose: 'foreign-report' as const,
      key: `foreign-report:${place.rawMessageId}:${place.ordinal}`,
      to,
      subject: `FW: ${redacted.subject}`,
      mime,
      ...marks,
      relatedTo: { kind: 'raw-message', id: place.rawMessageId },
      userId,
    };
    const mailId = await queueMail(tx, mail, now);
    if (mailId === null) return refused('already-passed');
    await insertForeign(tx, { ...place, to, source: contact.source, mailId, userId }, now);
    const detail = { to, source: contact.source, ordinal: place.ordinal, about: contactKey(target) };
    await tx`SELECT append_audit(${userId}, 'report-handed-over', ${`raw-message:${place.rawMessageId}`}, ${tx.json(detail)})`;
    return done(null);
  }) as Promise<Outcome<null>>;
}

async function isForeign({ verdict, sourceIp }: StoredReport): Promise<boolean> {
  const { network } = await deskContext();
  const isOurs = sourceIp !== null && ipInRanges(sourceIp, network.ranges);
  return !isOurs && (verdict === null || foreignVerdicts.has(verdict));
}

async function targetOf({ sourceIp, headerFrom, originalMailFrom }: StoredReport): Promise<ContactTarget> {
  const { network } = await deskContext();
  const domains = [headerFrom, originalMailFrom].map((one) => domainOf(readComparableAddress(one) ?? ''));
  const domain = domains.find((one) => one !== null && !network.hostedDomains.has(one)) ?? null;
  return { ip: sourceIp === null ? null : canonicalIp(sourceIp), domain };
}

/** Our own mailboxes, loops, and whoever sent us the report: there it came from. */
async function isBack({ reporterFrom }: StoredReport, to: string): Promise<boolean> {
  const reporter = readComparableAddress(reporterFrom);
  const isReporter = reporter !== null && (reporter === to || domainOf(reporter) === domainOf(to));
  return isReporter || leadsBack(sql(), to);
}

/** The sender's own address stays: it is what the contact looks for. */
function redactFor(
  stored: StoredReport,
  place: ReportPlace,
  to: string,
): Promise<RedactedReport | HoldReason> {
  const senders = [stored.headerFrom, stored.originalMailFrom].map((one) => readComparableAddress(one));
  const recipients = new Set(
    [...stored.originalRcptTo, stored.complainant ?? ''].map((one) => one.toLowerCase()),
  );
  const keep = senders.filter(
    (one): one is string => one !== null && one !== '' && !/[=+]/.test(one) && !recipients.has(one),
  );
  return redactKeptReport(stored, place, { name: `contact:${to}`, level: 'tokens', keep });
}

interface ForeignMail {
  to: string;
  redacted: RedactedReport;
  stored: StoredReport;
  place: ReportPlace;
  target: ContactTarget;
  marks: MailMarks;
  userId: number;
}

async function mailTo(
  { to, redacted, stored, place, target, marks, userId }: ForeignMail,
  now: Date,
): Promise<Buffer> {
  const { provider } = await loadSenderDetails(sql());
  const about = target.ip ?? target.domain ?? '';
  const name = `meldestelle:foreign/${place.rawMessageId}/${place.ordinal}`;
  const mail = {
    form: 'arf' as const,
    marks,
    provider,
    to,
    subject: `FW: ${redacted.subject}`,
    text: foreignText({ provider, about }),
    userId,
  };
  const { receivedAt, kind } = stored;
  return writeReportMail([{ redacted, name, about, receivedAt, kind }], mail, now);
}

/** The marks of a preview lead nowhere. */
function shownMarks({ from, replyTo, bounceTo }: NoticeAddresses): MailMarks {
  const at = from.lastIndexOf('@');
  return { from, replyTo, envelopeFrom: bounceTo, replyToken: '', messageId: `preview${from.slice(at)}` };
}
