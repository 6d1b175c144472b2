'use client';
// Adds one entry of a kind.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, TextField } from '@/app/components/ui';
import type { OwnKind } from '@/lib/own-network/types';
import { saveOwnResourceAction } from './actions';

export function AddEntryForm({ kind }: { kind: OwnKind }) {
  const t = useTranslations('network');
  const common = useTranslations('common');
  return (
    <ActionForm
      action={saveOwnResourceAction}
      label={t(`kinds.${kind}.add`)}
      doneText={t('added')}
      resetWhenDone
      className="mt-2 grid items-start gap-2 sm:grid-cols-[1fr_1fr_auto]"
    >
      <input type="hidden" name="kind" value={kind} />
      <TextField
        label={t(`kinds.${kind}.add`)}
        hint={t(`kinds.${kind}.example`)}
        name="value"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <TextField label={t('note')} name="note" autoComplete="off" maxLength={300} optional />
      <SubmitButton look="plain" label={t(`kinds.${kind}.add`)} className="sm:mt-[22px]">
        {common('add')}
      </SubmitButton>
      <div className="sm:col-span-3 empty:hidden">
        <FormError />
      </div>
    </ActionForm>
  );
}
