// The account's score, line by line.

import { useFormatter, useTranslations } from 'next-intl';
import { Section } from '@/app/components/ui';
import type { AccountDetail, AccountReporter } from '@/lib/customers/queries';
import { ScoreSteps } from '../../cases/score-steps';

export function AccountScore({
  account,
  reporters,
}: {
  account: AccountDetail;
  reporters: AccountReporter[];
}) {
  const t = useTranslations('accounts.detail');
  const why = useTranslations('case.why');
  const format = useFormatter();
  const labels = new Map(reporters.map(({ reporterKey, label }) => [reporterKey, label]));
  return (
    <Section title={t('why')}>
      <div className="max-w-2xl rounded border border-line px-3 py-2">
        <div className="mb-1 flex items-baseline justify-between gap-2">
          <span className="text-muted">
            {account.scoredAt === null ? t('score') : why('scoredAt', { at: account.scoredAt })}
          </span>
          <span className="text-lg font-semibold">{format.number(account.score, 'score')}</span>
        </div>
        <ScoreSteps lines={account.scoreLines} labels={labels} label={t('why')} />
      </div>
      {account.baseline === null || account.baselineAt === null ? null : (
        <p className="mt-2 text-muted">
          {why('baseline', { score: account.baseline, at: account.baselineAt })}
        </p>
      )}
    </Section>
  );
}
