// Where the procedure of a restricted mail stands, in a word.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { Stage } from '@/lib/restricted/types';

const tones: Record<Stage, BadgeTone> = {
  open: 'danger',
  'taken-over': 'warn',
  'handed-over': 'ok',
  'destruction-requested': 'warn',
  destroyed: 'plain',
};

export function StageBadge({ stage }: { stage: Stage }) {
  const t = useTranslations('restricted.stages');
  return <Badge tone={tones[stage]}>{t(stage)}</Badge>;
}
