// An administrator writes the next version of a text block for answers, makes one, or takes one out of use. Versions stay.

import { randomBytes } from 'node:crypto';
import { blockKind } from '@/lib/notices/answer-blocks';
import type { NoticeText, NoticeVoice } from '@/lib/notices/types';
import type { SignedInUser } from '@/lib/users/types';
import type { Outcome } from './outcome';
import { saveNoticeTemplate } from './save-notice-template';

export interface SaveBlockInput extends NoticeText {
  /** Null: a new one. */
  key: string | null;
  voice: NoticeVoice;
  /** The version the form showed; 0 for a shipped or a new one. */
  baseId: number;
}

/** Expected errors are those of `saveNoticeTemplate`. Without text the block is out of use. */
export function saveAnswerBlock(
  { key, ...input }: SaveBlockInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const kind = blockKind(key ?? `own-${randomBytes(4).toString('hex')}`);
  return saveNoticeTemplate({ ...input, kind }, admin);
}
