'use client';
// The next version of a text, with what it makes of a real case beside it, and a test mail of the saved one.

import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { ActionForm, FormError, SubmitButton, TextAreaField, TextField, useToast } from '@/app/components/ui';
import type { NoticeKind, NoticeText } from '@/lib/notices/types';
import { templateAction, testMailAction, type Drafted } from '../actions';

interface TemplateFormProps {
  kind: NoticeKind;
  voice: string;
  baseId: number;
  text: NoticeText;
  caseNumber: string | null;
  names: string[];
}

export function TemplateForm(props: TemplateFormProps) {
  const { text, baseId, names } = props;
  const t = useTranslations('notices');
  const [shown, setShown] = useState<NoticeText | null>(null);
  const toast = useToast();
  const onDone = useCallback(
    (data: Drafted) => {
      if (data.kind === 'preview') setShown(data.text);
      else toast(t('templates.saved'));
    },
    [t, toast],
  );
  return (
    <div className="mb-8 grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <div className="min-w-0">
        <ActionForm action={templateAction} onDone={onDone} className="flex flex-col gap-3">
          <Place {...props} />
          <input type="hidden" name="baseId" value={baseId} readOnly />
          <TextField
            name="subject"
            label={t('templates.subject')}
            defaultValue={text.subject}
            maxLength={300}
          />
          <TextAreaField
            name="body"
            label={t('templates.body')}
            hint={t('templates.bodyHint')}
            defaultValue={text.body}
            rows={24}
            maxLength={20_000}
            className="font-mono"
          />
          <details>
            <summary className="text-accent">{t('templates.names')}</summary>
            <p className="wrap-anywhere">{names.map((name) => `{{${name}}}`).join(' ')}</p>
          </details>
          <CaseField {...props} />
          <FormError />
          <div className="flex flex-wrap gap-2">
            <SubmitButton look="plain" name="intent" value="preview">
              {t('templates.previewShow')}
            </SubmitButton>
            <SubmitButton name="intent" value="save">
              {t('templates.save')}
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        {shown === null ? null : (
          <section aria-label={t('templates.preview')} aria-live="polite">
            <h2 className="font-semibold wrap-anywhere">{shown.subject}</h2>
            <p className="mt-1 rounded border border-line px-3 py-2 wrap-anywhere whitespace-pre-wrap">
              {shown.body}
            </p>
          </section>
        )}
        <TestMail {...props} />
      </div>
    </div>
  );
}

function Place({ kind, voice }: TemplateFormProps) {
  return (
    <>
      <input type="hidden" name="kind" value={kind} readOnly />
      <input type="hidden" name="voice" value={voice} readOnly />
    </>
  );
}

function CaseField({ caseNumber }: TemplateFormProps) {
  const t = useTranslations('notices.templates');
  return (
    <TextField
      name="caseNumber"
      label={t('previewCase')}
      hint={t('previewCaseHint')}
      defaultValue={caseNumber ?? ''}
      autoComplete="off"
      maxLength={20}
    />
  );
}

function TestMail(props: TemplateFormProps) {
  const t = useTranslations('notices.templates');
  const toast = useToast();
  const onDone = useCallback(
    ({ response }: { response: string | null }) =>
      toast(response === null ? t('testKept') : t('testSent', { response })),
    [t, toast],
  );
  return (
    <section aria-label={t('test')} className="rounded border border-line px-3 py-3">
      <h2 className="mb-2 font-semibold">{t('test')}</h2>
      <ActionForm action={testMailAction} onDone={onDone} className="flex flex-col gap-3">
        <Place {...props} />
        <CaseField {...props} />
        <TextField name="to" type="email" label={t('testTo')} hint={t('testHint')} autoComplete="email" />
        <FormError />
        <div>
          <SubmitButton look="plain">{t('testSend')}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
