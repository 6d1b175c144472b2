// Why the case is here: the score at its opening and the score now, each line by line, and the thresholds between.

import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert, Badge, Section } from '@/app/components/ui';
import type { CaseDetail, ReporterCount } from '@/lib/cases/detail-queries';
import type { Policy } from '@/lib/scoring/policy';
import { stageScoreOf } from '@/lib/scoring/running-results';
import { stageCodes } from '@/lib/scoring/stages';
import { ScoreSteps } from '../score-steps';

interface WhyHereProps {
  found: CaseDetail;
  reporters: ReporterCount[];
  thresholds: Policy['thresholds'];
}

export function WhyHere({ found, reporters, thresholds }: WhyHereProps) {
  const t = useTranslations('case.why');
  const labels = new Map(reporters.map(({ reporterKey, label }) => [reporterKey, label]));
  const { account } = found;
  return (
    <Section title={t('title')}>
      {found.isUnconfirmed ? (
        <div className="mb-3">
          <Alert tone="warn" title={t('unconfirmed')}>
            <p className="max-w-[75ch]">{t('unconfirmedText')}</p>
          </Alert>
        </div>
      ) : null}
      <Thresholds
        score={account.scoreLines.length === 0 ? account.score : stageScoreOf(account.scoreLines)}
        thresholds={thresholds}
      />
      <div className="grid gap-4 md:grid-cols-2">
        <Calculation title={t('now')} score={account.score} at={account.scoredAt}>
          <ScoreSteps lines={account.scoreLines} labels={labels} label={t('now')} />
        </Calculation>
        <Calculation title={t('atOpening')} score={found.initialScore} at={found.openedAt}>
          <ScoreSteps lines={found.initialLines} labels={labels} label={t('atOpening')} />
        </Calculation>
      </div>
      {account.baseline === null || account.baselineAt === null ? null : (
        <p className="mt-2 text-muted">
          {t('baseline', { score: account.baseline, at: account.baselineAt })}
        </p>
      )}
    </Section>
  );
}

function Calculation({
  title,
  score,
  at,
  children,
}: {
  title: string;
  score: number;
  at: Date | null;
  children: ReactNode;
}) {
  const t = useTranslations('case.why');
  const format = useFormatter();
  return (
    <div className="min-w-0 rounded border border-line px-3 py-2">
      <div className="mb-1 flex items-baseline justify-between gap-2">
        <h3 className="font-semibold">{title}</h3>
        <span className="text-lg font-semibold">
          <span className="sr-only">{t('score')} </span>
          {format.number(score, 'score')}
        </span>
      </div>
      {at === null ? null : <p className="mb-1 text-[0.8125rem] text-muted">{t('scoredAt', { at })}</p>}
      {children}
    </div>
  );
}

/** `score` is the one that counts for the stage: without unauthenticated reports. */
function Thresholds({ score, thresholds }: { score: number; thresholds: Policy['thresholds'] }) {
  const t = useTranslations('case.why');
  const stages = useTranslations('stages');
  return (
    <ul className="mb-3 flex flex-wrap gap-2">
      {stageCodes.map((stage) => {
        if (stage === 'observation') return null;
        const isCrossed = score >= thresholds[stage];
        return (
          <li key={stage}>
            <Badge tone={isCrossed ? 'warn' : 'plain'}>
              {t('threshold', { stage: stages(stage), points: thresholds[stage] })} ·{' '}
              {t(isCrossed ? 'crossed' : 'notCrossed')}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}
