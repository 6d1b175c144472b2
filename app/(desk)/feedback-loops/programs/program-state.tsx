// How sure a program is, in a word.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { ProgramStatus } from '@/lib/feedback-loops/programs/types';

const tones: Record<ProgramStatus, BadgeTone> = {
  live: 'ok',
  closed: 'accent',
  aggregate: 'accent',
  unconfirmed: 'plain',
  conflicting: 'warn',
  retired: 'plain',
};

export function ProgramState({ status }: { status: ProgramStatus }) {
  const t = useTranslations('programs.statuses');
  return <Badge tone={tones[status]}>{t(status)}</Badge>;
}
