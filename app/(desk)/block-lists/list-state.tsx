// How far a list can be believed, in a word, and why.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { ListRow } from '@/lib/block-lists/list-row';

const tones: Record<ListRow['state'], BadgeTone> = {
  untested: 'plain',
  answers: 'ok',
  refuses: 'danger',
  broken: 'danger',
  silent: 'warn',
};

export function ListState({ list }: { list: Pick<ListRow, 'active' | 'state'> }) {
  const t = useTranslations('blockLists');
  if (!list.active) return <Badge>{t('states.off')}</Badge>;
  return <Badge tone={tones[list.state]}>{t(`states.${list.state}`)}</Badge>;
}

/** One sentence, where there is something to say. */
export function ListDoubt({ list }: { list: Pick<ListRow, 'active' | 'stateDetail'> }) {
  const t = useTranslations('blockLists');
  const { active, stateDetail } = list;
  return active && stateDetail !== null ? (
    <span className="break-words text-muted">
      {t(`doubts.${stateDetail.code}`, { value: stateDetail.value })}
    </span>
  ) : null;
}
