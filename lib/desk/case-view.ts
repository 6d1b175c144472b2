// What may be told of a case, as texts see it: for text blocks, which are no notices of their own.

import type { Sql } from '@/lib/db/sql';
import { env } from '@/lib/env';
import { newestReport, type NoticeCase } from '@/lib/notices/fact-queries';
import { viewOf, type NoticeView } from '@/lib/notices/text/view';
import type { NoticeVoice } from '@/lib/notices/types';
import { factsOf } from './compose-notice';

/** The view up to the newest report. */
export async function caseView(db: Sql, found: NoticeCase, voice: NoticeVoice): Promise<NoticeView> {
  const request = { caseId: found.id, kind: 'questions', voice, to: null, remark: null, upTo: null } as const;
  const { facts } = await factsOf(db, found, request, await newestReport(db, found.id));
  return viewOf(facts, voice, env().DEFAULT_TIME_ZONE);
}
