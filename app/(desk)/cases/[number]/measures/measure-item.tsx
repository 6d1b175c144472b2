// One measure: where it is, since when, what proves it, on whose word and ground; what can be done about it; and every
// attempt, folded.

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge, ShortTime, type BadgeTone } from '@/app/components/ui';
import type { CaseDetail } from '@/lib/cases/detail-queries';
import type { MeasureView } from '@/lib/containment/queries';
import { lookUp } from '@/lib/i18n/look-up';
import type { DecisionTarget } from '../target-fields';
import { AttemptList } from './attempt-list';
import { MeasureForms } from './measure-forms';
import { standingOf, type Standing } from './measure-state';

interface MeasureItemProps {
  one: MeasureView;
  found: CaseDetail;
  userId: number;
  target: DecisionTarget;
}

/** A sign beside the word, so that neither colour nor reading order carries it alone. */
const looks: Record<Standing, { sign: string; tone: BadgeTone }> = {
  'second-person': { sign: '⏸', tone: 'warn' },
  'connector-paused': { sign: '⏸', tone: 'warn' },
  'connector-stopped': { sign: '⏸', tone: 'danger' },
  'by-hand': { sign: '✋', tone: 'warn' },
  'under-way': { sign: '…', tone: 'accent' },
  applied: { sign: '○', tone: 'warn' },
  confirmed: { sign: '✓', tone: 'ok' },
  refuted: { sign: '✗', tone: 'danger' },
  unknown: { sign: '?', tone: 'danger' },
  lifted: { sign: '–', tone: 'plain' },
  done: { sign: '✓', tone: 'plain' },
  'called-off': { sign: '–', tone: 'plain' },
};

export function MeasureItem({ one, found, userId, target }: MeasureItemProps) {
  const t = useTranslations('measures');
  const standing = standingOf(one);
  const { sign, tone } = looks[standing];
  const isLifting = one.wanted === 'off' && one.endedAt === null;
  return (
    <li className="rounded border border-line bg-panel px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="font-semibold">{t(`kinds.${one.kind}`)}</h3>
        <Badge tone={tone}>
          <span aria-hidden>{sign} </span>
          {(isLifting ? lookUp(t, `lifting.${standing}`) : null) ?? t(`standings.${standing}`)}
        </Badge>
      </div>
      <p className="text-[0.8125rem] text-muted">{one.connector.name}</p>
      <Facts one={one} />
      <Hint standing={standing} one={one} />
      {one.endedAt === null ? (
        <MeasureForms one={one} found={found} userId={userId} target={target} standing={standing} />
      ) : null}
      <AttemptList steps={one.steps} />
    </li>
  );
}

function Facts({ one }: { one: MeasureView }) {
  const t = useTranslations('measures');
  const format = useFormatter();
  const rate = one.parameters.recipientsPerHour;
  const since = one.confirmedAt ?? one.appliedAt;
  const desk = t('facts.desk');
  const facts: [string, ReactNode][] = [];
  if (rate !== undefined) facts.push([t('facts.rate'), t('facts.perHour', { rate })]);
  if (since !== null && one.endedAt === null && one.wanted === 'on')
    facts.push([t('facts.since'), <ShortTime key="since" date={since} />]);
  if (one.endedAt !== null) facts.push([t('facts.ended'), <ShortTime key="ended" date={one.endedAt} />]);
  if (one.provedAt !== null && one.probe !== null)
    facts.push([
      t(one.probe.result === 'not-provable' ? 'facts.looked' : 'facts.proved'),
      <Proof key="proof" probe={one.probe} at={one.provedAt} />,
    ]);
  facts.push([t('facts.wanted'), `${one.wantedBy ?? desk}, ${format.dateTime(one.wantedAt, 'short')}`]);
  if (one.approvedBy !== null) facts.push([t('facts.approved'), one.approvedBy]);
  if (one.wanted === 'off') facts.push([t('facts.lift'), one.liftWantedBy ?? desk]);
  facts.push([t('facts.ground'), <Ground key="ground" ground={one.ground} />]);
  return (
    <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-[0.8125rem]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Proof({ probe, at }: { probe: NonNullable<MeasureView['probe']>; at: Date }) {
  const t = useTranslations('measures');
  const said = [probe.detail['reply'], probe.detail['text']].filter((part) => part !== undefined).join(' ');
  return (
    <>
      <ShortTime date={at} />: {lookUp(t, `codes.${probe.code}`) ?? probe.code}
      {said === '' ? null : <span className="block font-mono text-muted">{said}</span>}
    </>
  );
}

function Ground({ ground }: Pick<MeasureView, 'ground'>) {
  const t = useTranslations('measures.ground');
  if (ground.kind === 'override') return t('override', { reason: ground.reason });
  return t('terms', {
    contract: ground.contract,
    clause: ground.clause ?? t('noClause'),
    since: new Date(ground.since),
  });
}

function Hint({ standing, one }: { standing: Standing; one: MeasureView }) {
  const t = useTranslations('measures');
  const { lastFault } = one;
  const isFault =
    lastFault !== null &&
    lastFault.code !== 'person-confirms' &&
    (one.endedAt === null || one.state !== 'confirmed');
  const why = standing === 'second-person' ? one.secondReasons : [];
  const hint = standing === 'applied' && one.probe?.code === 'cache-waits' ? 'cache-waits' : standing;
  const isHinted = hinted.includes(standing) && one.endedAt === null;
  if (!isFault && why.length === 0 && !isHinted) return null;
  return (
    <div className="mt-1 text-[0.8125rem]">
      {isFault ? (
        <p className="text-danger">{lookUp(t, `codes.${lastFault.code}`) ?? lastFault.code}</p>
      ) : null}
      {why.length === 0 ? null : (
        <p>
          {t('secondBecause', { why: why.map((code) => lookUp(t, `second.${code}`) ?? code).join(', ') })}
        </p>
      )}
      {isHinted ? <p>{lookUp(t, `hints.${hint}`)}</p> : null}
    </div>
  );
}

const hinted: readonly Standing[] = [
  'connector-paused',
  'connector-stopped',
  'applied',
  'refuted',
  'unknown',
];
