// What a notice would say: the facts of the case as they may be told, in the text in force, to the contact chosen.
// Writes nothing; the preview and what is released come from here, and a digest tells whether they are the same.

import { createHash } from 'node:crypto';
import { getCaseEvidence } from '@/lib/cases/evidence-queries';
import { summarizeEvidence } from '@/lib/cases/evidence/summarize-evidence';
import type { CustomerCard } from '@/lib/customers/types';
import type { Sql, Tx } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { contactsFor } from '@/lib/notices/choose-contact';
import { excerptOf, quotedSubject } from '@/lib/notices/excerpt';
import { shownPageUrl } from '@/lib/notices/page-token';
import { loadCustomerPage } from '@/lib/notices/settings-queries';
import {
  currentTemplate,
  failedAddresses,
  listLinks,
  loadComplaintFacts,
  loadMeasureFacts,
  loadNoticeCase,
  loadSenderDetails,
  newestReport,
  type ComplaintFacts,
  type NoticeCase,
} from '@/lib/notices/fact-queries';
import { shippedText } from '@/lib/notices/shipped/texts';
import { htmlOf } from '@/lib/notices/text/html';
import { renderText } from '@/lib/notices/text/template';
import { viewOf } from '@/lib/notices/text/view';
import {
  hasPage,
  isLinkStale,
  noticeKinds,
  type NoticeContact,
  type NoticeFacts,
  type NoticeKind,
  type NoticeText,
  type NoticeVoice,
} from '@/lib/notices/types';
import { countToldSuppressions } from '@/lib/suppression/given-queries';
import { composeResellerCopy, type ResellerCopy } from './compose-reseller-copy';
import { customerCards } from './customer-cards';
import { redactionKey } from './notice-settings';
import { readEvidence } from './read-evidence';

export interface NoticeRequest {
  caseId: number;
  kind: NoticeKind;
  voice: NoticeVoice;
  /** One of the contacts; null takes the first. */
  to: string | null;
  remark: string | null;
  /** The newest report it may tell of; null takes all there are. */
  upTo: number | null;
  /** A text that is being written, instead of the one in force. */
  draft?: NoticeText;
  /** Of a reminder: the kind of what it reminds of. */
  about?: string;
}

export interface ComposedNotice extends NoticeText {
  request: NoticeRequest & { upTo: number };
  found: NoticeCase;
  card: CustomerCard | null;
  html: string;
  /** Null: the shipped text. */
  templateId: number | null;
  contacts: NoticeContact[];
  /** Null: nobody can be written to. */
  contact: NoticeContact | null;
  facts: NoticeFacts;
  /** What the reseller gets with it; null where none does. */
  copy: ResellerCopy | null;
  /** Titles of links that nobody has looked at for too long. */
  staleLinks: string[];
  /** Measures stand that are in force, confirmed or not. */
  inForce: number;
  /** Of recipients, subject and body. */
  digest: string;
}

/** Composes; null where there is no such case. */
export async function composeNotice(
  db: Sql | Tx,
  request: NoticeRequest,
  now: Date,
): Promise<ComposedNotice | null> {
  const found = await loadNoticeCase(db, request.caseId);
  if (found === null) return null;
  const { kind, voice } = request;
  const upTo = request.upTo ?? (await newestReport(db, found.id));
  const card =
    found.customer === null
      ? null
      : ((await customerCards(db, [found.customer.id])).get(found.customer.id) ?? null);
  const tried = new Set(await failedAddresses(db, found.id, kind));
  const contacts = contactsFor(card, kind, found.account.login, tried);
  const wanted = request.to?.toLowerCase();
  // Where the one wished for is none any more the first is shown; the digest keeps a release from going there unseen.
  const contact = contacts.find((one) => one.address.toLowerCase() === wanted) ?? contacts[0] ?? null;
  const template = request.draft === undefined ? await currentTemplate(db, kind, voice) : null;
  const { facts, inForce } = await factsOf(db, found, request, upTo);
  const text = renderText(
    request.draft ?? template ?? shippedText(kind, voice),
    viewOf(facts, voice, env().DEFAULT_TIME_ZONE),
  );
  const copy = request.draft === undefined ? await composeResellerCopy(db, card, kind, facts) : null;
  const today = now.toISOString().slice(0, 10);
  const urls = new Set(
    [...facts.links.map(({ url }) => url), facts.sender.privacyUrl, facts.pageUrl].filter(
      (url) => url !== '',
    ),
  );
  return {
    ...text,
    request: { ...request, upTo },
    found,
    card,
    html: htmlOf(text.body, urls, voice.language),
    templateId: template?.id ?? null,
    contacts,
    contact,
    facts,
    staleLinks: facts.links.filter((link) => isLinkStale(link.checkedOn, today)).map(({ title }) => title),
    inForce,
    copy,
    digest: digestOf(contact?.address ?? null, copy?.to ?? null, text),
  };
}

function digestOf(to: string | null, copyTo: string | null, { subject, body }: NoticeText): string {
  return createHash('sha256')
    .update(JSON.stringify([to, copyTo, subject, body]))
    .digest('base64url')
    .slice(0, 22);
}

/** What may be told of the case, up to a report; and how many measures are in force. `quotes`: with a mail's excerpt. */
export async function factsOf(
  db: Sql | Tx,
  found: NoticeCase,
  { voice, remark, kind, ...request }: NoticeRequest,
  upTo: number,
  quotes = true,
): Promise<{ facts: NoticeFacts; inForce: number }> {
  const key = redactionKey();
  const [measures, complaints, links, sender, page, kept] = await Promise.all([
    loadMeasureFacts(db, found),
    loadComplaintFacts(db, found.id, upTo),
    listLinks(db, voice.language),
    loadSenderDetails(db),
    loadCustomerPage(db),
    getCaseEvidence(found.id),
  ]);
  const about = noticeKinds.find((one) => one === request.about) ?? null;
  const { login } = found.account;
  const places = kept === null ? [] : summarizeEvidence(kept.kept).places;
  const facts: NoticeFacts = {
    caseNumber: found.number,
    account: found.account,
    // A copy to the reseller speaks of the customer by number, and greets nobody by the customer's name.
    customer:
      found.customer === null
        ? null
        : { number: found.customer.number, name: kind === 'reseller-copy' ? '' : found.customer.name },
    measures: measures.told,
    hasPending: measures.hasPending,
    releasedAt: measures.releasedAt,
    complaints:
      complaints.from === null || complaints.to === null
        ? null
        : {
            count: complaints.count,
            from: complaints.from,
            to: complaints.to,
            loops: complaints.loops,
            otherSources: complaints.otherSources,
            subjects: complaints.subjects.map((subject) => quotedSubject(subject, key, login)),
          },
    suppressed:
      complaints.to === null || found.customer === null || kind === 'reseller-copy'
        ? 0
        : await countToldSuppressions(db, found.customer.id, complaints.to),
    countries: [...new Set(places.flatMap(({ country }) => country ?? []))].sort(),
    excerpt: quotes ? await excerpt(complaints, key, login) : null,
    links,
    remark,
    about,
    pageUrl: page.isEnabled && hasPage(kind, about) ? shownPageUrl(page.origin || env().PUBLIC_URL) : '',
    sender,
  };
  return { facts, inForce: measures.inForce };
}

/** Of the latest mail that can be shown. */
async function excerpt({ samples }: ComplaintFacts, key: string, login: string): Promise<string | null> {
  for (const { rawMessageId, ordinal } of samples) {
    const evidence = await readEvidence(rawMessageId, { of: 'reported', ordinal });
    if (evidence?.shown?.ok !== true) continue;
    const made = excerptOf(evidence.shown.view, key, login);
    if (made !== null) return made;
  }
  return null;
}
