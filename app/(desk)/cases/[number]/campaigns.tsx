// Who else sends this: the other accounts of the case's campaign, what their mails have in common, and their cases.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { RelativeTime, Section, StageBadge, Table, Td, Th } from '@/app/components/ui';
import { listCaseCampaigns, type CampaignOther, type CaseCampaign } from '@/lib/campaigns/queries';
import { readFeature, type FeatureKind, type SharedFeature } from '@/lib/campaigns/types';
import type { CaseDetail } from '@/lib/cases/detail-queries';

export async function Campaigns({ found }: { found: CaseDetail }) {
  const campaigns = await listCaseCampaigns(found.account.id, found);
  return campaigns.map((campaign) => <Campaign key={campaign.id} campaign={campaign} />);
}

function Campaign({ campaign }: { campaign: CaseCampaign }) {
  const t = useTranslations('case.campaign');
  const format = useFormatter();
  const { id, accounts, complaints, others, openCases } = campaign;
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium' });
  const hidden = accounts - 1 - others.length;
  return (
    <Section
      title={t('title', { count: accounts - 1 })}
      text={t('text', { complaints, accounts, first: day(campaign.firstAt), last: day(campaign.lastAt) })}
    >
      <Evidence evidence={campaign.evidence} />
      <Others others={others} />
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {hidden > 0 ? <span className="text-muted">{t('more', { count: hidden })}</span> : null}
        {openCases > 0 ? (
          <Link href={`/cases?campaign=${id}`} prefetch={false}>
            {t('toCases', { count: openCases })}
          </Link>
        ) : null}
      </p>
    </Section>
  );
}

interface ShownFeature {
  kind: FeatureKind;
  value: string | null;
  accounts: number;
}

/** The hashes of a text say one thing together: its wording. Most accounts first, at most six. */
function shownFeatures(evidence: SharedFeature[]): ShownFeature[] {
  const shown: ShownFeature[] = [];
  for (const { feature, accounts } of evidence) {
    const { kind, value } = readFeature(feature);
    if (kind === 'text' && shown.some((one) => one.kind === 'text')) continue;
    shown.push({ kind, value, accounts });
  }
  return shown.slice(0, 6);
}

function Evidence({ evidence }: { evidence: SharedFeature[] }) {
  const t = useTranslations('case.campaign');
  return (
    <ul aria-label={t('shared')} className="mb-2 list-disc pl-5">
      {shownFeatures(evidence).map(({ kind, value, accounts }) => (
        <li key={`${kind} ${value}`} className="wrap-anywhere">
          {t(`features.${kind}`, { value: value ?? '' })}{' '}
          <span className="text-muted">{t('inAccounts', { count: accounts })}</span>
        </li>
      ))}
    </ul>
  );
}

function Others({ others }: { others: CampaignOther[] }) {
  const t = useTranslations('case.campaign');
  const format = useFormatter();
  return (
    <Table label={t('accounts')}>
      <thead>
        <tr>
          <Th>{t('account')}</Th>
          <Th>{t('customer')}</Th>
          <Th align="right">{t('complaints')}</Th>
          <Th>{t('last')}</Th>
          <Th>{t('case')}</Th>
        </tr>
      </thead>
      <tbody>
        {others.map((other) => (
          <tr key={other.accountId}>
            <Td className="min-w-52 break-all">
              <Link href={`/accounts/${other.accountId}`} prefetch={false}>
                {other.login}
              </Link>
            </Td>
            <Td className="min-w-32 wrap-anywhere">
              {other.customer?.name ?? <span className="text-muted">{t('noCustomer')}</span>}
            </Td>
            <Td align="right">{format.number(other.complaints)}</Td>
            <Td>
              <RelativeTime date={other.lastAt} />
            </Td>
            <Td className="whitespace-nowrap">
              <OtherCase found={other.case} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function OtherCase({ found }: { found: CampaignOther['case'] }) {
  const t = useTranslations('case');
  if (found === null) return <span className="text-muted">{t('campaign.noCase')}</span>;
  return (
    <>
      <Link href={`/cases/${found.number}`} prefetch={false} className="underline">
        {found.number}
      </Link>{' '}
      <StageBadge rank={found.stage} /> <span className="text-muted">{t(`states.${found.state}`)}</span>
    </>
  );
}
