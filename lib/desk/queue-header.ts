// What a person reads of a queued mail: its subject, and the kind of subject that mails of one run share, as campaigns have
// it. Pure.

import { createHash } from 'node:crypto';
import { subjectSkeleton } from '@/lib/campaigns/subject-skeleton';
import type { QueuedHeader } from '@/lib/containment/queue-rows';
import type { QueuedMailKey } from '@/lib/containment/queue-types';
import { decodeEncodedWords } from '@/lib/mime/encoded-words';
import { firstValue, readFields } from '@/lib/mime/header';

/** More of a subject says nothing in a list. */
const SUBJECT_CHARS = 300;

/** From a header section as the mail server keeps it. */
export function queuedHeader(mail: QueuedMailKey, section: string): QueuedHeader {
  // PostgreSQL's text knows no NUL.
  const header = section.replaceAll('\0', '');
  const written = firstValue(readFields(Buffer.from(`${header}\n\n`)), 'subject') ?? '';
  const subject = decodeEncodedWords(written).replaceAll('\0', '').trim().slice(0, SUBJECT_CHARS);
  return { ...mail, header, subject, cluster: subjectCluster(subject) };
}

/** The same for subjects that differ in numbers, names and marks of replies alone. */
export function subjectCluster(subject: string): string {
  // One that is too short for a campaign is compared as it is, but for its numbers.
  const kind =
    subjectSkeleton(subject) ??
    subject
      .toLowerCase()
      .trim()
      .replaceAll(/\p{N}+/gu, '#');
  return createHash('sha256').update(kind).digest('hex').slice(0, 16);
}
