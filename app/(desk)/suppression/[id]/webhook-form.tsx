'use client';
// Where list software is told. The test sends what the form says now, saved or not.

import { useTranslations } from 'next-intl';
import { useActionState, useRef, startTransition } from 'react';
import {
  ActionForm,
  Alert,
  Button,
  CheckboxField,
  FormError,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import type { SuppressionList } from '@/lib/suppression/queries';
import { saveWebhookAction, testWebhookAction } from '../actions';

export function WebhookForm({ list }: { list: SuppressionList }) {
  const t = useTranslations('suppression.webhook');
  const [tested, test, testing] = useActionState(testWebhookAction, {});
  const fields = useRef<HTMLDivElement>(null);
  const send = () => {
    const form = fields.current?.closest('form');
    if (form) startTransition(() => test(new FormData(form)));
  };
  return (
    <ActionForm action={saveWebhookAction} label={t('title')} doneText={t('saved')} className="max-w-2xl">
      <div ref={fields} className="flex flex-col gap-3">
        <input type="hidden" name="customerId" value={list.customerId} />
        <TextField
          label={t('url')}
          hint={t('urlHint')}
          name="url"
          required
          autoComplete="off"
          spellCheck={false}
          defaultValue={list.webhookUrl ?? ''}
        />
        <TextField
          label={t('secret')}
          hint={list.hasSecret ? t('secretKept') : t('secretHint')}
          name="secret"
          type="password"
          autoComplete="new-password"
          required={!list.hasSecret}
        />
        <TextAreaField
          label={t('caPem')}
          hint={t('caPemHint')}
          name="caPem"
          rows={2}
          optional
          spellCheck={false}
          defaultValue={list.webhookCa}
        />
        <CheckboxField label={t('on')} name="on" defaultChecked={list.webhookOn} />
        <FormError />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>{t('submit')}</SubmitButton>
          <Button onClick={send} disabled={testing}>
            {t('test')}
          </Button>
        </div>
        {tested.data === undefined ? null : (
          <Alert tone="ok">{t('tested', { status: tested.data.status })}</Alert>
        )}
        {tested.error === undefined ? null : (
          <Alert tone="danger">{Object.values(tested.error.fields ?? {})[0] ?? tested.error.message}</Alert>
        )}
      </div>
    </ActionForm>
  );
}
