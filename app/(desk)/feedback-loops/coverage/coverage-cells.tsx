// What one program's line of the coverage holds.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { CoverageRow, CoverageState as State } from '@/lib/feedback-loops/coverage';
import { ProgramState } from '../programs/program-state';

const tones: Record<State, BadgeTone> = {
  open: 'danger',
  partly: 'warn',
  undeclared: 'warn',
  'under-way': 'accent',
  covered: 'ok',
  automatic: 'ok',
  impossible: 'plain',
};

export function ProgramName({ row: { program, loops } }: { row: CoverageRow }) {
  const t = useTranslations('coverage');
  return (
    <div>
      <span className="flex flex-wrap items-center gap-x-2">
        <Link
          href={`/feedback-loops/programs/${program.id}`}
          className="inline-flex min-h-[24px] items-center"
        >
          {program.name}
        </Link>
        {program.status === 'live' ? null : <ProgramState status={program.status} />}
      </span>
      {loops.map(({ id, name, isSilent }) => (
        <span key={id} className="mr-3 text-[0.8125rem]">
          <Link href={`/feedback-loops/${id}`} className="inline-flex min-h-[24px] items-center">
            {name}
          </Link>{' '}
          {isSilent ? <Badge tone="danger">{t('silent')}</Badge> : null}
        </span>
      ))}
    </div>
  );
}

export function MailShare({
  row: { delivered, share, hosted = 0 },
  days,
}: {
  row: Pick<CoverageRow, 'delivered' | 'share'> & { hosted?: number };
  days: number;
}) {
  const t = useTranslations('coverage');
  if (delivered === null || share === null) return <span className="text-muted">{t('unknownShare')}</span>;
  return (
    <>
      <span className="font-semibold">{t('share', { share })}</span>{' '}
      <span className="text-[0.8125rem] text-muted">
        {t('perDay', { count: Math.round(delivered / Math.max(days, 1)) })}
        {hosted === 0 ? null : (
          <span className="block">{t('hosted', { share: hosted / Math.max(delivered, 1) })}</span>
        )}
      </span>
    </>
  );
}

export function CoverageState({ row: { state, kind, counts } }: { row: CoverageRow }) {
  const t = useTranslations('coverage');
  const isCounted = state === 'partly' || state === 'covered' || state === 'under-way';
  return (
    <div className="text-[0.8125rem]">
      <Badge tone={tones[state]}>{t(`filters.${state}`)}</Badge>
      {kind === null || counts === null || counts.all === 0 || !isCounted ? null : (
        <p className="mt-0.5">
          {t(`counts.${kind}`, { covered: counts.covered, all: counts.all })}
          {counts.partly > 0 ? `, ${t('partly', { count: counts.partly })}` : null}
          {counts.underWay > 0 ? `, ${t('underWay', { count: counts.underWay })}` : null}
        </p>
      )}
      {state === 'partly' && counts !== null ? <Missing counts={counts} /> : null}
    </div>
  );
}

function Missing({ counts }: { counts: NonNullable<CoverageRow['counts']> }) {
  const t = useTranslations('coverage');
  const values = counts.missing.join(', ');
  const { more } = counts;
  if (counts.missing.length === 0) return null;
  return (
    <p className="wrap-anywhere text-muted">
      {more > 0 ? t('missingMore', { values, more }) : t('missing', { values })}
    </p>
  );
}

export function CoverageNeeds({ row, isAdmin }: { row: CoverageRow; isAdmin: boolean }) {
  const t = useTranslations('coverage');
  const { program, through, needs, state, kind, loops } = row;
  const isOpen = state === 'open';
  return (
    <div className="flex flex-col gap-0.5">
      <p>
        {t(`needs.${needs}`, { through: through ?? '' })}{' '}
        {isOpen && kind !== null ? t(`keyed.${kind}`) : null}
      </p>
      <p className="flex flex-wrap gap-x-4 empty:hidden *:inline-flex *:min-h-[24px] *:items-center">
        {isOpen && program.apply.url !== null ? (
          <a href={program.apply.url} rel="noreferrer noopener" target="_blank">
            {t('url')}
          </a>
        ) : null}
        {isOpen && isAdmin && loops.length === 0 ? (
          <Link href={`/feedback-loops/new?program=${program.apply.through ?? program.id}`} prefetch={false}>
            {t('subscribe')}
          </Link>
        ) : null}
        {needs === 'enter-resources' ? <Link href="/network">{t('toNetwork')}</Link> : null}
      </p>
    </div>
  );
}
