// The notice as it would go out, as plain data for the screen.

import { sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { caseIdOf } from '@/lib/notices/fact-queries';
import type { NoticeContact, NoticeKind, NoticeText, NoticeVoice } from '@/lib/notices/types';
import { composeNotice, type NoticeRequest } from './compose-notice';
import { noticeAddresses } from './notice-settings';
import { done, refused, refusedField, type Outcome } from './outcome';
import { refusedTemplate } from './save-notice-template';

export interface NoticePreview extends NoticeText {
  kind: NoticeKind;
  voice: NoticeVoice;
  /** Of the case. */
  version: number;
  upTo: number;
  digest: string;
  to: string | null;
  contacts: NoticeContact[];
  staleLinks: string[];
  /** What the reseller gets with it, without address where there is none; null where none gets anything. */
  copy: (NoticeText & { name: string; to: string | null }) | null;
  /** It cannot say that anything was done. */
  nothingConfirmed: boolean;
  /** Why it could not be released as it stands. */
  obstacle: 'not-configured' | null;
  /** It would be written and not sent. */
  isSample: boolean;
}

/** The preview; null where there is no such case. */
export async function previewNotice(request: NoticeRequest, now = new Date()): Promise<NoticePreview | null> {
  const composed = await composeNotice(sql(), request, now);
  if (composed === null) return null;
  const { subject, body, digest, contact, contacts, staleLinks, facts, copy } = composed;
  return {
    subject,
    body,
    kind: request.kind,
    voice: request.voice,
    version: composed.found.version,
    upTo: composed.request.upTo,
    digest,
    to: contact?.address ?? null,
    contacts,
    staleLinks,
    copy: copy === null ? null : { name: copy.name, to: copy.to, subject: copy.subject, body: copy.body },
    nothingConfirmed: request.kind !== 'released' && facts.measures.length === 0,
    obstacle: noticeAddresses() === null ? 'not-configured' : null,
    isSample: env().SAMPLE_PROVIDER,
  };
}

/** A text that is being written, with the data of the case with this number. `no-case`, or what is wrong with the text. */
export async function previewDraft(
  draft: NoticeText & Pick<NoticeRequest, 'kind' | 'voice'> & { caseNumber: string },
  now = new Date(),
): Promise<Outcome<NoticeText>> {
  const { kind, voice, caseNumber, subject, body } = draft;
  const problem = refusedTemplate({ subject, body });
  if (problem !== null) return problem;
  const caseId = await caseIdOf(sql(), caseNumber);
  if (caseId === null) return refusedField('caseNumber', 'no-case');
  const request = { caseId, kind, voice, to: null, remark: null, upTo: null, draft: { subject, body } };
  const composed = await composeNotice(sql(), request, now);
  return composed === null ? refused('no-case') : done({ subject: composed.subject, body: composed.body });
}
