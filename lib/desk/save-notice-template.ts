// An administrator writes the next version of a notice's text, or of a text block for answers. The one before stays, and so do the notices made of it.

import { sql } from '@/lib/db/sql';
import type { BlockKind } from '@/lib/notices/answer-blocks';
import { insertTemplate, lockTemplate } from '@/lib/notices/template-store';
import { templateProblems } from '@/lib/notices/text/template';
import type { NoticeKind, NoticeText, NoticeVoice } from '@/lib/notices/types';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

export interface SaveTemplateInput extends NoticeText {
  kind: NoticeKind | BlockKind;
  voice: NoticeVoice;
  /** The version the form showed; 0 for the shipped text. */
  baseId: number;
}

/** What is wrong with the text, as an outcome; null where nothing is. */
export function refusedTemplate(
  text: NoticeText,
  needed?: readonly string[],
): ReturnType<typeof refused> | null {
  const [problem] = templateProblems(text, needed);
  if (problem === undefined) return null;
  return refused(problem.code, { values: 'name' in problem ? { name: problem.name } : {} });
}

/** Expected errors: `stale`, and the codes of `TemplateProblem`. Answers the version's id. */
export async function saveNoticeTemplate(
  input: SaveTemplateInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const text = { subject: input.subject, body: input.body };
  const problem = refusedTemplate(text, input.kind.startsWith('block:') ? [] : undefined);
  if (problem !== null) return problem;
  return sql().begin(async (tx): Promise<Outcome<{ id: number }>> => {
    if ((await lockTemplate(tx, input.kind, input.voice)) !== input.baseId) return refused('stale');
    return done({
      id: await insertTemplate(tx, input.kind, input.voice, text, {
        beforeId: input.baseId,
        userId: admin.id,
      }),
    });
  }) as Promise<Outcome<{ id: number }>>;
}
