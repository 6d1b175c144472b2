// The mails that wait for a person's word, as a list to work through: what each says of us, and the verdict beside it.

import { getTranslations } from 'next-intl/server';
import { findAccounts, readMailTexts } from '@/lib/intake/candidate-queries';
import { readCandidateFacts } from '@/lib/intake/candidate-facts';
import type { MailRow } from '@/lib/intake/queries';
import { CandidateCard } from './candidate-card';

export async function CandidateList({ rows, hasKeys }: { rows: MailRow[]; hasKeys: boolean }) {
  const candidates = rows.map((row) => ({ row, facts: readCandidateFacts(row.facts) }));
  const logins = candidates.flatMap(({ facts }) => facts.suggestedAccount ?? []);
  const [t, texts, accounts] = await Promise.all([
    getTranslations('intake'),
    readMailTexts(rows.map(({ id }) => id)),
    findAccounts(logins),
  ]);
  return (
    <ol aria-label={t('states.to_check')} className="rounded border border-line">
      {candidates.map(({ row, facts }) => (
        <CandidateCard
          key={row.id}
          row={row}
          facts={facts}
          text={texts.get(row.id) ?? null}
          account={accounts.get(facts.suggestedAccount ?? '') ?? null}
          hasKeys={hasKeys}
        />
      ))}
    </ol>
  );
}
