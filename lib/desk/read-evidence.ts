// What a person sees of a mail: the mail itself, or the mail that one of its reports complains about, prepared for
// reading. The bytes come from intake, which gives none of a restricted mail; the preparation from the killable reader;
// nothing of it is rendered as it came.

import { machineRanges } from '@/lib/formats/machine-range';
import { reportedSource } from '@/lib/formats/reported-source';
import { readRaw } from '@/lib/intake/queries';
import { listFiles } from '@/lib/mail-view/mail-files';
import { viewSource } from '@/lib/mail-view/source-view';
import type { MailFile, MailViewResult, SourceView } from '@/lib/mail-view/types';
import { viewMail } from '@/lib/mail-view/view-mail';

/** Which mail is looked at: the one that came, or the one reported in its report of this place, from 0. */
export type EvidenceOf = { of: 'mail' } | { of: 'reported'; ordinal: number };

export interface Evidence {
  /** The mail looked at; null where the report does not hold the reported mail. */
  shown: MailViewResult | null;
  /** The files of the mail looked at. */
  files: MailFile[];
  /** The source of the mail that came. */
  source: SourceView;
}

/** Prepares one kept mail; null where its bytes are gone or nobody may see them. */
export async function readEvidence(rawMessageId: number, what: EvidenceOf): Promise<Evidence | null> {
  const raw = await readRaw(rawMessageId);
  if (raw === null) return null;
  const mail = what.of === 'mail' ? raw : reportedSource(raw, what.ordinal);
  return {
    shown: mail === null ? null : await viewMail(mail),
    files: mail === null ? [] : listFiles(mail),
    source: viewSource(raw, machineRanges(raw)),
  };
}
