'use client';
// The domains of a subscriber: which are proved, where a code went, and the field for the code that came back.

import { useFormatter, useTranslations } from 'next-intl';
import { ActionForm, Badge, FormError, SelectField, SubmitButton, TextField } from '@/app/components/ui';
import { proofMailboxes, type SubscriberDomain } from '@/lib/own-loop/types';
import { proveDomainAction, sendCodeAction } from '../actions';

interface DomainListProps {
  subscriberId: number;
  domains: SubscriberDomain[];
  mayProve: boolean;
}

export function DomainList({ subscriberId, domains, mayProve }: DomainListProps) {
  const t = useTranslations('ownLoop');
  if (domains.length === 0)
    return <p className="rounded border border-line bg-panel px-3 py-2 text-muted">{t('noDomains')}</p>;
  return (
    <ul aria-label={t('domains')} className="max-w-3xl rounded border border-line">
      {domains.map((domain) => (
        <li key={domain.id} className="border-b border-line px-3 py-2 last:border-b-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-mono break-all">{domain.domain}</span>
            {domain.verifiedAt === null ? (
              <Badge tone="warn">{t('unproved')}</Badge>
            ) : (
              <Badge tone="ok">{t('proved')}</Badge>
            )}
            <CodeState domain={domain} />
          </div>
          {mayProve && domain.verifiedAt === null ? (
            <ProofForms subscriberId={subscriberId} domain={domain} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function CodeState({ domain }: { domain: SubscriberDomain }) {
  const t = useTranslations('ownLoop');
  const format = useFormatter();
  const { verifiedAt, sentTo, codeUntil } = domain;
  const at = (date: Date) => format.dateTime(new Date(date), 'short');
  if (verifiedAt !== null) return <span className="text-muted">{t('provedAt', { at: at(verifiedAt) })}</span>;
  if (sentTo === null || codeUntil === null) return null;
  return <span className="text-muted">{t('codeSent', { to: sentTo, at: at(codeUntil) })}</span>;
}

function ProofForms({ subscriberId, domain }: { subscriberId: number; domain: SubscriberDomain }) {
  const t = useTranslations('ownLoop');
  const named = { domain: domain.domain };
  const ids = (
    <>
      <input type="hidden" name="subscriberId" value={subscriberId} />
      <input type="hidden" name="domainId" value={domain.id} />
    </>
  );
  return (
    <div className="mt-2 grid gap-3 sm:grid-cols-2">
      <ActionForm
        action={sendCodeAction}
        label={t('sendCodeFor', named)}
        doneText={t('codeQueued')}
        className="flex flex-col items-start gap-2"
      >
        {ids}
        <SelectField label={t('mailbox')} name="mailbox">
          {proofMailboxes.map((mailbox) => (
            <option key={mailbox} value={mailbox}>
              {mailbox}@{domain.domain}
            </option>
          ))}
        </SelectField>
        <FormError />
        <SubmitButton look="plain" label={t('sendCodeFor', named)}>
          {t('sendCode')}
        </SubmitButton>
      </ActionForm>
      {domain.sentTo === null ? null : (
        <ActionForm
          action={proveDomainAction}
          label={t('proveFor', named)}
          doneText={t('domainProved')}
          className="flex flex-col items-start gap-2"
        >
          {ids}
          <TextField label={t('code')} name="code" maxLength={40} required autoComplete="off" />
          <FormError />
          <SubmitButton label={t('proveFor', named)}>{t('prove')}</SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}
