// How surely a mail comes from whom it says, in one word; what the word means stands in its tooltip.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { Trust } from '@/lib/reporters/types';

const tones: Record<Trust, BadgeTone> = {
  verified: 'ok',
  known: 'ok',
  signed: 'accent',
  unauthenticated: 'warn',
};

export function TrustBadge({ trust }: { trust: Trust }) {
  const t = useTranslations('trust');
  return (
    <span title={t(`${trust}.hint`)}>
      <Badge tone={tones[trust]}>{t(`${trust}.word`)}</Badge>
    </span>
  );
}
