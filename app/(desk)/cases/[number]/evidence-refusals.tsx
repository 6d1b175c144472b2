// Refused sign-ins and mail of the account: the guesses that went before a burst, with the last lines of the log.

import { useTranslations } from 'next-intl';
import type { RefusalSum, RefusalSummary } from '@/lib/cases/evidence/types';

export function Refusals({ refusals, hasBurst }: { refusals: RefusalSummary | null; hasBurst: boolean }) {
  const t = useTranslations('logEvidence.refusals');
  if (refusals === null) return null;
  const { before, signIns, mails, examples } = refusals;
  const from = (sum: RefusalSum): string =>
    t(sum.hasMoreClients ? 'clientsAtLeast' : 'clients', { clients: sum.clients });
  return (
    <div className="mb-4 max-w-[75ch]">
      <h3 className="mb-1 font-semibold">{t('title')}</h3>
      <ul className="grid gap-1">
        {before === null ? null : (
          <li className="font-semibold">
            {t(hasBurst ? 'beforeBurst' : 'beforeNamed', {
              refused: before.refused,
              clients: from(before),
              at: new Date(before.lastAt),
            })}
          </li>
        )}
        {signIns === null || signIns.refused === before?.refused ? null : (
          <li>
            {t('signIns', {
              refused: signIns.refused,
              clients: from(signIns),
              from: new Date(signIns.firstAt),
              to: new Date(signIns.lastAt),
            })}
          </li>
        )}
        {mails === null ? null : (
          <li>
            {t('mails', {
              refused: mails.refused,
              from: new Date(mails.firstAt),
              to: new Date(mails.lastAt),
            })}
          </li>
        )}
      </ul>
      {examples.length === 0 ? null : (
        <details className="mt-1">
          <summary className="cursor-pointer text-[0.8125rem] text-muted">{t('lines')}</summary>
          <ul className="mt-1 grid gap-1 font-mono text-[0.8125rem] wrap-anywhere">
            {examples.map((line, i) => (
              <li key={i}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
