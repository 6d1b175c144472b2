// Customers who send bulk mail by agreement: who they are, who said so, and why.

import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import {
  EmptyState,
  PageHeader,
  Section,
  ShortTime,
  Table,
  Td,
  TextAreaField,
  TextField,
  Th,
} from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { listBulkSenders, type BulkSender } from '@/lib/policies/bulk-queries';
import { openDraft } from '@/lib/policies/draft-queries';
import { listPolicies } from '@/lib/policies/queries';
import { latestTrial } from '@/lib/policies/trial-queries';
import { declareBulkSenderAction } from '../actions';
import { PolicyAction } from '../policy-action';
import { PolicyTabs } from '../policy-tabs';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('bulk.title') };
}

export default async function BulkSendersPage() {
  const user = await requireUser();
  const isAdmin = user.role === 'admin';
  const [t, format, senders, [current], draft, trial] = await Promise.all([
    getTranslations('policy'),
    getFormatter(),
    listBulkSenders(),
    listPolicies(),
    openDraft(),
    latestTrial(),
  ]);
  if (current === undefined) return null;
  const { bulkFactor, minimumRules } = current.policy;
  const factor = format.number(bulkFactor, 'factor');
  return (
    <>
      <PageHeader
        title={t('bulk.title')}
        text={t('bulk.text', { factor, rate: minimumRules.bulkRatePerMille })}
      />
      <PolicyTabs current="bulk" hasDraft={draft !== null} trial={trial} now={new Date()} />
      <div className="mb-8">
        {senders.length === 0 ? (
          <EmptyState title={t('bulk.none')} text={t('bulk.noneText')} />
        ) : (
          <SenderTable senders={senders} canWithdraw={isAdmin} />
        )}
      </div>
      {isAdmin ? <Declare /> : null}
    </>
  );
}

async function SenderTable({ senders, canWithdraw }: { senders: BulkSender[]; canWithdraw: boolean }) {
  const [t, format] = await Promise.all([getTranslations('policy'), getFormatter()]);
  return (
    <Table label={t('bulk.title')}>
      <thead>
        <tr>
          <Th>{t('bulk.customer')}</Th>
          <Th align="right">{t('bulk.accounts')}</Th>
          <Th>{t('bulk.since')}</Th>
          <Th>{t('bulk.reason')}</Th>
          {canWithdraw ? <Th>{t('bulk.withdraw')}</Th> : null}
        </tr>
      </thead>
      <tbody>
        {senders.map((sender) => (
          <tr key={sender.customerId}>
            <Td className="min-w-40">
              {sender.name} <span className="whitespace-nowrap text-muted">{sender.number}</span>
            </Td>
            <Td align="right">{format.number(sender.accounts)}</Td>
            <Td className="whitespace-nowrap">
              {sender.declaration === null ? (
                t('bulk.fromDirectory')
              ) : (
                <>
                  <ShortTime date={sender.declaration.at} /> · {sender.declaration.by}
                </>
              )}
            </Td>
            <Td className="min-w-56 break-words">{sender.declaration?.reason ?? '–'}</Td>
            {canWithdraw ? (
              <Td>
                <Withdraw sender={sender} />
              </Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

async function Withdraw({ sender }: { sender: BulkSender }) {
  const t = await getTranslations('policy');
  return (
    <details>
      <summary className="cursor-pointer text-accent">
        <span className="sr-only">{t('bulk.withdrawLabel', { name: sender.name })}</span>
        <span aria-hidden="true">{t('bulk.withdraw')}</span>
      </summary>
      <div className="mt-2 min-w-56">
        <ClientMessages namespaces={['policy']}>
          <PolicyAction
            action={declareBulkSenderAction}
            values={{ customerNumber: sender.number, declared: 'no' }}
            text={t('bulk.withdraw')}
            doneText={t('bulk.withdrawn')}
            look="danger"
          >
            <TextAreaField
              label={t('note')}
              name="reason"
              rows={2}
              required
              maxLength={500}
              className="w-full"
            />
          </PolicyAction>
        </ClientMessages>
      </div>
    </details>
  );
}

async function Declare() {
  const t = await getTranslations('policy');
  return (
    <Section title={t('bulk.add')}>
      <ClientMessages namespaces={['policy']}>
        <PolicyAction
          action={declareBulkSenderAction}
          values={{ declared: 'yes' }}
          text={t('bulk.addSubmit')}
          doneText={t('bulk.added')}
          look="primary"
          resetWhenDone
        >
          <TextField
            label={t('bulk.number')}
            hint={t('bulk.numberHint')}
            name="customerNumber"
            autoComplete="off"
            required
            maxLength={100}
            className="w-full"
          />
          <TextAreaField
            label={t('note')}
            hint={t('bulk.reasonHint')}
            name="reason"
            rows={2}
            required
            maxLength={500}
            className="w-full"
          />
        </PolicyAction>
      </ClientMessages>
    </Section>
  );
}
