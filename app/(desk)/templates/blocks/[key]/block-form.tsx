'use client';
// The next version of a text block, with what it makes of a real case beside it.

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import { ActionForm, FormError, SubmitButton, TextAreaField, TextField, useToast } from '@/app/components/ui';
import type { NoticeText } from '@/lib/notices/types';
import { blockAction, removeBlockAction, type BlockDrafted } from '../actions';

interface BlockFormProps {
  /** Empty: a new one. */
  blockKey: string;
  voice: string;
  baseId: number;
  text: NoticeText;
  caseNumber: string | null;
  names: string[];
}

export function BlockForm(props: BlockFormProps) {
  const { blockKey, text, caseNumber, names } = props;
  const t = useTranslations('notices');
  const [shown, setShown] = useState<NoticeText | null>(null);
  const toast = useToast();
  const router = useRouter();
  const leave = useCallback(
    (said: string) => {
      toast(said);
      router.push('/templates');
    },
    [router, toast],
  );
  const onDone = useCallback(
    (data: BlockDrafted) => (data.kind === 'preview' ? setShown(data.text) : leave(t('blocks.saved'))),
    [leave, t],
  );
  const onRemoved = useCallback(() => leave(t('blocks.removed')), [leave, t]);
  return (
    <div className="grid gap-x-8 gap-y-6 xl:grid-cols-2">
      <div className="min-w-0">
        <ActionForm action={blockAction} onDone={onDone} className="flex flex-col gap-3">
          <Place {...props} />
          <TextField name="subject" label={t('blocks.name')} defaultValue={text.subject} maxLength={100} />
          <TextAreaField
            name="body"
            label={t('templates.body')}
            hint={t('templates.bodyHint')}
            defaultValue={text.body}
            rows={12}
            maxLength={10_000}
          />
          <details>
            <summary className="text-accent">{t('templates.names')}</summary>
            <p className="wrap-anywhere">{names.map((name) => `{{${name}}}`).join(' ')}</p>
          </details>
          <TextField
            name="caseNumber"
            label={t('templates.previewCase')}
            hint={t('templates.previewCaseHint')}
            defaultValue={caseNumber ?? ''}
            autoComplete="off"
            maxLength={20}
          />
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
        {blockKey === '' || blockKey === 'start' || text.body === '' ? null : (
          <ActionForm
            action={removeBlockAction}
            onDone={onRemoved}
            label={t('blocks.remove')}
            className="mt-4"
          >
            <Place {...props} />
            <input type="hidden" name="subject" value={text.subject} readOnly />
            <FormError />
            <SubmitButton look="danger">{t('blocks.remove')}</SubmitButton>
          </ActionForm>
        )}
      </div>
      <section aria-label={t('templates.preview')} aria-live="polite" className="min-w-0">
        {shown === null ? null : (
          <p className="rounded border border-line px-3 py-2 wrap-anywhere whitespace-pre-wrap">
            {shown.body}
          </p>
        )}
      </section>
    </div>
  );
}

function Place({ blockKey, voice, baseId }: BlockFormProps) {
  return (
    <>
      <input type="hidden" name="key" value={blockKey} readOnly />
      <input type="hidden" name="voice" value={voice} readOnly />
      <input type="hidden" name="baseId" value={baseId} readOnly />
    </>
  );
}
