'use client';
// The login of the provider's portal: kept sealed, shown on demand after the second factor, gone with the page.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ActionForm, Button, FormError, SubmitButton, TextField } from '@/app/components/ui';
import type { Credentials } from '@/lib/desk/loop-credentials';
import { CopyButton } from '../../copy-button';
import { saveCredentialsAction, showCredentialsAction } from './actions';

export function CredentialsPanel({ id, isKept }: { id: number; isKept: boolean }) {
  const t = useTranslations('loops.credentials');
  const [shown, setShown] = useState<Credentials | null>(null);
  return (
    <div className="flex max-w-2xl flex-col gap-3">
      {shown === null ? (
        <p className="text-muted">{t(isKept ? 'kept' : 'none')}</p>
      ) : (
        <Shown credentials={shown} onHide={() => setShown(null)} />
      )}
      {isKept && shown === null ? (
        <ActionForm action={showCredentialsAction} label={t('show')} onDone={setShown}>
          <input type="hidden" name="id" value={id} />
          <FormError />
          <SubmitButton look="plain">{t('show')}</SubmitButton>
        </ActionForm>
      ) : null}
      <details>
        <summary className="inline-block min-h-8 cursor-pointer rounded border border-control bg-raised px-3 py-1 font-medium">
          {t(isKept ? 'change' : 'enter')}
        </summary>
        <ActionForm
          action={saveCredentialsAction}
          label={t('enter')}
          doneText={t('saved')}
          resetWhenDone
          onDone={() => setShown(null)}
          className="mt-2 flex flex-col gap-3"
        >
          <input type="hidden" name="id" value={id} />
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField label={t('login')} name="login" autoComplete="off" maxLength={500} />
            <TextField
              type="password"
              label={t('password')}
              name="password"
              autoComplete="new-password"
              maxLength={500}
            />
          </div>
          <p className="text-[0.8125rem] text-muted">{t('emptyHint')}</p>
          <FormError />
          <div>
            <SubmitButton look="plain">{t('save')}</SubmitButton>
          </div>
        </ActionForm>
      </details>
    </div>
  );
}

function Shown({ credentials, onHide }: { credentials: Credentials; onHide: () => void }) {
  const t = useTranslations('loops.credentials');
  const rows = [
    ['login', credentials.login],
    ['password', credentials.password],
  ] as const;
  return (
    <div role="status">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{t(name)}</dt>
            <dd className="font-mono break-all select-all">{value === '' ? '–' : value}</dd>
            <dd>{value === '' ? null : <CopyButton text={value} label={t(`copy.${name}`)} />}</dd>
          </div>
        ))}
      </dl>
      <Button look="quiet" onClick={onHide}>
        {t('hide')}
      </Button>
    </div>
  );
}
