'use client';
// Domains that the customer directory knows by its accounts and that are not entered as hosted: shown first, then taken.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ActionForm, Button, FormError, SubmitButton } from '@/app/components/ui';
import type { UnknownDomains } from '@/lib/own-network/domain-queries';
import { importDomainsAction, previewDomainsAction } from './actions';

export function DirectoryImport() {
  const t = useTranslations('network.fromDirectory');
  const [found, setFound] = useState<UnknownDomains | null>(null);
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <ActionForm action={previewDomainsAction} label={t('look')} onDone={setFound}>
        <FormError />
        <SubmitButton look="plain">{t('look')}</SubmitButton>
      </ActionForm>
      {found === null ? null : <Found found={found} onClose={() => setFound(null)} />}
    </div>
  );
}

function Found({ found: { domains, hasMore }, onClose }: { found: UnknownDomains; onClose: () => void }) {
  const t = useTranslations('network.fromDirectory');
  if (domains.length === 0)
    return (
      <p role="status" className="rounded border border-line px-3 py-2 text-muted">
        {t('nothing')}
      </p>
    );
  return (
    <div role="status" className="rounded border border-line px-3 py-2">
      <p className="font-semibold">{t('found', { count: domains.length })}</p>
      {hasMore ? <p className="text-muted">{t('hasMore')}</p> : null}
      <ul
        tabIndex={0}
        aria-label={t('found', { count: domains.length })}
        className="my-2 max-h-60 overflow-y-auto"
      >
        {domains.map(({ domain, accounts }) => (
          <li key={domain} className="flex flex-wrap gap-x-3">
            <span className="font-mono break-all">{domain}</span>
            <span className="text-muted">{t('accounts', { count: accounts })}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <ActionForm action={importDomainsAction} label={t('take')} doneText={t('taken')} onDone={onClose}>
          <input type="hidden" name="domains" value={domains.map(({ domain }) => domain).join('\n')} />
          <FormError />
          <SubmitButton>{t('take')}</SubmitButton>
        </ActionForm>
        <Button look="quiet" onClick={onClose}>
          {t('discard')}
        </Button>
      </div>
    </div>
  );
}
