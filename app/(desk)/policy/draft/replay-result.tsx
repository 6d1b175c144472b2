// What a replay came to: totals by stage, and the accounts whose cases would be others.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { ShortTime, StageBadge, Table, Td, Th } from '@/app/components/ui';
import type { ReplayChange, ReplayChangeKind, ReplayResult, ReplaySide } from '@/lib/scoring/replay/types';

const KINDS: ReplayChangeKind[] = ['appears', 'vanishes', 'stage'];

export function ReplayResultView({ result }: { result: ReplayResult }) {
  const t = useTranslations('policy.replay');
  const { accounts, complaints, tookMs, counts, changes, reproduced, mails } = result;
  if (accounts === 0) return <p className="font-medium">{t('noComplaints')}</p>;
  return (
    <div className="flex flex-col gap-4">
      <div className="max-w-[75ch]">
        {mails === null ? null : <p>{t('mails', mails)}</p>}
        <p>{t('summary', { complaints, accounts, seconds: tookMs / 1000 })}</p>
        {reproduced === null || reproduced.of === 0 ? null : (
          <p className="text-muted">
            {t('reproduced', reproduced)} {reproduced.same < reproduced.of ? t('reproducedWhy') : null}
          </p>
        )}
      </div>
      <TotalsTable result={result} />
      {changes.length === 0 ? <p className="font-medium">{t('noChange')}</p> : null}
      {KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
        <ChangedAccounts
          key={kind}
          kind={kind}
          count={counts[kind]}
          changes={changes.filter((change) => change.kind === kind)}
        />
      ))}
    </div>
  );
}

function TotalsTable({ result: { now, draft } }: { result: ReplayResult }) {
  const t = useTranslations('policy.replay');
  const format = useFormatter();
  const row = (numbers: (number | undefined)[]) =>
    numbers.map((value = 0, i) => (
      <Td key={i} align="right" className={value === 0 ? 'text-muted' : undefined}>
        {format.number(value)}
      </Td>
    ));
  return (
    <div className="max-w-3xl">
      <Table label={t('totals')}>
        <thead>
          <tr>
            <Th>{t('stage')}</Th>
            <Th align="right">{t('casesNow')}</Th>
            <Th align="right">{t('casesDraft')}</Th>
            <Th align="right">{t('accountsNow')}</Th>
            <Th align="right">{t('accountsDraft')}</Th>
          </tr>
        </thead>
        <tbody>
          {[4, 3, 2, 1, 0].map((rank) => (
            <tr key={rank}>
              <Td>
                <StageBadge rank={rank} />
              </Td>
              {row([
                now.byStage[rank],
                draft.byStage[rank],
                now.accountsByStage[rank],
                draft.accountsByStage[rank],
              ])}
            </tr>
          ))}
          <tr className="font-semibold">
            <Td>{t('sum')}</Td>
            {row([now.cases, draft.cases, sum(now.accountsByStage), sum(draft.accountsByStage)])}
          </tr>
        </tbody>
      </Table>
    </div>
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function ChangedAccounts({
  kind,
  count,
  changes,
}: {
  kind: ReplayChangeKind;
  count: number;
  changes: ReplayChange[];
}) {
  const t = useTranslations('policy.replay');
  const format = useFormatter();
  const title = t(`kinds.${kind}`, { count });
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <Table label={title}>
        <thead>
          <tr>
            <Th>{t('account')}</Th>
            <Th>{t('highestNow')}</Th>
            <Th>{t('highestDraft')}</Th>
            <Th align="right">{t('complaints')}</Th>
            <Th>{t('openedNow')}</Th>
            <Th>{t('openedDraft')}</Th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.accountKind} ${change.login}`}>
              <Td className="max-w-72 truncate" title={change.login}>
                {change.accountId === null ? (
                  change.login
                ) : (
                  <Link href={`/accounts/${change.accountId}`} prefetch={false}>
                    {change.login}
                  </Link>
                )}
              </Td>
              <StageCell side={change.now} />
              <StageCell side={change.draft} />
              <Td align="right">{format.number(change.complaints)}</Td>
              <OpenedCell side={change.now} />
              <OpenedCell side={change.draft} />
            </tr>
          ))}
        </tbody>
      </Table>
      {count > changes.length ? (
        <p className="mt-1 text-muted">{t('more', { shown: changes.length })}</p>
      ) : null}
    </section>
  );
}

function StageCell({ side }: { side: ReplaySide }) {
  const t = useTranslations('policy.replay');
  return (
    <Td className="whitespace-nowrap">
      {side.stage === null ? (
        <span className="text-muted">{t('noCase')}</span>
      ) : (
        <StageBadge rank={side.stage} />
      )}
    </Td>
  );
}

function OpenedCell({ side }: { side: ReplaySide }) {
  return <Td className="text-muted">{side.openedAt === null ? '–' : <ShortTime date={side.openedAt} />}</Td>;
}
