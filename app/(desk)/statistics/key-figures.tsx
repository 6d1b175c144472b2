// The figures that a manager asks for first, each with what it is made of and what it was before.

import { useTranslations } from 'next-intl';
import type { Spread, Statistics } from '@/lib/statistics/types';
import { lengthOf } from '@/lib/statistics/period';
import { UNKNOWN, useValues } from './values';

export function KeyFigures({ statistics }: { statistics: Statistics }) {
  return (
    <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <Reports statistics={statistics} />
      <LockSpan name="toLock" spread={statistics.cases.toLock} before={statistics.casesBefore.toLock}>
        <LockedFirst count={statistics.cases.lockedFirst} />
      </LockSpan>
      <LockSpan
        name="toConfirmedLock"
        spread={statistics.cases.toConfirmedLock}
        before={statistics.casesBefore.toConfirmedLock}
      />
      <Shares statistics={statistics} />
      <AfterLock statistics={statistics} />
      <Rate statistics={statistics} />
    </dl>
  );
}

interface FigureProps {
  label: string;
  value: string;
  before: string;
  children?: React.ReactNode;
}

function Figure({ label, value, before, children }: FigureProps) {
  const t = useTranslations('statistics');
  return (
    <div className="rounded border border-line bg-panel px-3 py-2">
      <dt className="text-[0.8125rem] font-medium text-muted">{label}</dt>
      <dd>
        <span className="text-xl font-semibold">{value}</span>
        <span className="ml-2 text-[0.8125rem] whitespace-nowrap text-muted">
          {t('before', { value: before })}
        </span>
        <span className="block text-[0.8125rem] text-muted">{children}</span>
      </dd>
    </div>
  );
}

function Reports({ statistics: { reports, knownFrom, period } }: { statistics: Statistics }) {
  const t = useTranslations('statistics');
  const { count, change } = useValues();
  const total = reports.program.reduce((sum, row) => sum + row.total, 0);
  const known = reports.program.filter((row) => row.before !== null);
  const before = known.length === 0 ? null : known.reduce((sum, row) => sum + (row.before ?? 0), 0);
  const changed = change(total, before);
  // Of a time before anything was counted nothing is known.
  const isKnown = knownFrom.program !== null && knownFrom.program <= period.to;
  return (
    <Figure label={t('figures.reports')} value={count(isKnown ? total : null)} before={count(before)}>
      {changed === UNKNOWN ? null : changed}
    </Figure>
  );
}

interface SpanProps {
  name: 'toLock' | 'toConfirmedLock';
  spread: Spread;
  before: Spread;
  children?: React.ReactNode;
}

function LockSpan({ name, spread, before, children }: SpanProps) {
  const t = useTranslations('statistics.figures');
  const { duration } = useValues();
  return (
    <Figure label={t(name)} value={duration(spread.median)} before={duration(before.median)}>
      {t('ofLocks', { count: spread.cases })}
      {spread.p90 === null ? null : ` · ${t('p90', { value: duration(spread.p90) })}`}
      {children}
    </Figure>
  );
}

function LockedFirst({ count }: { count: number }) {
  const t = useTranslations('statistics.figures');
  return count === 0 ? null : <> · {t('lockedFirst', { count })}</>;
}

function Shares({ statistics: { cases, casesBefore } }: { statistics: Statistics }) {
  const t = useTranslations('statistics.figures');
  const { count, share } = useValues();
  const judged = cases.confirmed + cases.cleaned + cases.unfounded;
  return (
    <>
      <Figure label={t('falseShare')} value={share(cases.falseShare)} before={share(casesBefore.falseShare)}>
        {judged === 0 ? null : t('ofJudged', { count: count(cases.unfounded), all: count(judged) })}
      </Figure>
      <Figure label={t('repeats')} value={share(cases.repeatShare)} before={share(casesBefore.repeatShare)}>
        {cases.opened === 0 ? null : t('ofOpened', { count: count(cases.repeats), all: count(cases.opened) })}
      </Figure>
    </>
  );
}

function AfterLock({ statistics: { cases, casesBefore } }: { statistics: Statistics }) {
  const t = useTranslations('statistics.figures');
  const { count } = useValues();
  return (
    <Figure label={t('afterLock')} value={count(cases.afterLock)} before={count(casesBefore.afterLock)}>
      {t('sentAfterLock', { count: cases.sentAfterLock })}
    </Figure>
  );
}

function Rate({ statistics: { rate, rateBefore, period } }: { statistics: Statistics }) {
  const t = useTranslations('statistics.figures');
  const values = useValues();
  const all = lengthOf(period);
  return (
    <Figure
      label={t('rate')}
      value={values.rate(rate.perThousand)}
      before={values.rate(rateBefore.perThousand)}
    >
      {rate.perThousand === null ? (
        t('noDeliveries')
      ) : (
        <>
          {t('ofDelivered', {
            complaints: values.count(rate.complaints),
            delivered: values.count(rate.delivered),
          })}
          {rate.knownDays < all ? ` · ${t('knownDays', { known: rate.knownDays, all })}` : null}
        </>
      )}
    </Figure>
  );
}
