'use client';
// What an administrator says of a subscriber.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  FormError,
  LinkButton,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import type { SubscriberBody } from '@/lib/own-loop/types';
import { saveSubscriberAction } from './actions';

interface SubscriberFormProps {
  /** Null: a new one. */
  id: number | null;
  /** When the subscriber shown was saved; empty for a new one. */
  seen: string;
  body: SubscriberBody;
}

const plain = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false };

export function SubscriberForm({ id, seen, body }: SubscriberFormProps) {
  const t = useTranslations('ownLoop');
  const common = useTranslations('common');
  // As first seen: a refresh under the draft must not make it look up to date.
  const [first] = useState(seen);
  const router = useRouter();
  const onDone = useCallback(
    (data: { id: number }) => {
      if (id === null) router.push(`/own-loop/${data.id}`);
    },
    [id, router],
  );
  return (
    <ActionForm
      action={saveSubscriberAction}
      label={t('settings')}
      doneText={common('saved')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? 0} />
      <input type="hidden" name="seen" value={first} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('organisation')}
          name="organisation"
          defaultValue={body.organisation}
          maxLength={120}
          required
          autoComplete="off"
        />
        <TextField
          label={t('reportAddress')}
          hint={t('reportAddressHint')}
          name="reportAddress"
          type="email"
          defaultValue={body.reportAddress}
          maxLength={320}
          required
          {...plain}
        />
      </div>
      <TextAreaField
        label={t('domains')}
        hint={t('domainsHint')}
        name="domains"
        defaultValue={body.domains.join('\n')}
        rows={3}
        optional
        {...plain}
      />
      <TextAreaField
        label={t('ranges')}
        hint={t('rangesHint')}
        name="ranges"
        defaultValue={body.ranges.join('\n')}
        rows={3}
        optional
        {...plain}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('perHour')}
          hint={t('paceHint')}
          name="perHour"
          inputMode="numeric"
          defaultValue={body.perHour}
          required
        />
        <TextField
          label={t('perDay')}
          name="perDay"
          inputMode="numeric"
          defaultValue={body.perDay}
          required
        />
      </div>
      <TextAreaField label={t('note')} name="note" defaultValue={body.note ?? ''} rows={3} optional />
      <FormError />
      <div className="flex gap-2">
        <SubmitButton>{common('save')}</SubmitButton>
        {id === null ? (
          <LinkButton look="quiet" href="/own-loop">
            {common('cancel')}
          </LinkButton>
        ) : null}
      </div>
    </ActionForm>
  );
}
