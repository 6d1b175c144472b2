// One mail to check: who wrote it and how surely, why it is here, what it names of ours, and the two verdicts.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ShortTime } from '@/app/components/ui';
import type { SuggestedAccount } from '@/lib/intake/candidate-queries';
import type { CandidateFacts } from '@/lib/intake/candidate-facts';
import type { MailRow } from '@/lib/intake/queries';
import { TrustBadge } from '../trust-badge';
import { CandidateActions } from './candidate-actions';
import { CandidateFindings } from './candidate-findings';
import { ReasonLine } from './mail-state';
import { Sender } from './sender';

interface CandidateCardProps {
  row: MailRow;
  facts: CandidateFacts;
  text: string | null;
  /** The suggested account, where the desk knows it already. */
  account: SuggestedAccount | null;
  hasKeys: boolean;
}

export function CandidateCard({ row, facts, text, account, hasKeys }: CandidateCardProps) {
  const t = useTranslations('intake');
  return (
    <li
      data-row=""
      className="border-b border-line px-3 py-3 last:border-b-0 focus-within:bg-accent-soft has-[form[aria-busy=true]]:opacity-60"
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <h2 className="min-w-0 font-semibold wrap-anywhere">
          <Link href={`/intake/${row.id}`} prefetch={false} data-row-focus="">
            {row.subject?.trim() || t('noSubject')}
          </Link>
        </h2>
        <span className="text-[0.8125rem] text-muted sm:ml-auto">
          <ShortTime date={row.receivedAt} />
        </span>
      </div>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <span className="min-w-0 wrap-anywhere">
          <Sender text={row.fromText} />
        </span>
        {facts.trust === null ? null : <TrustBadge trust={facts.trust} />}
        <span className="text-[0.8125rem] text-muted">
          <ReasonLine code={row.reasonCode} text={row.reasonText} />
          {facts.feedbackType === null ? null : ` (${facts.feedbackType})`}
        </span>
      </p>
      <CandidateFindings facts={facts} text={text} account={account} />
      <CandidateActions id={row.id} subject={row.subject} facts={facts} hasKeys={hasKeys} />
    </li>
  );
}
