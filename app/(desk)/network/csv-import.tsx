'use client';
// Own resources out of a CSV: first what it says, then all of it or nothing.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import {
  ActionForm,
  Alert,
  Button,
  Field,
  FormError,
  Input,
  SubmitButton,
  TextAreaField,
} from '@/app/components/ui';
import type { ImportPreview } from '@/lib/desk/import-own-resources';
import { lookUp } from '@/lib/i18n/look-up';
import { importAction, previewImportAction } from './actions';

/** The others are taken all the same. */
const shownEntries = 20;

export function CsvImport() {
  const t = useTranslations('network.csv');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <ActionForm
        action={previewImportAction}
        label={t('title')}
        onDone={setPreview}
        className="flex flex-col gap-3"
      >
        <TextAreaField
          label={t('lines')}
          hint={t('hint')}
          name="text"
          rows={4}
          placeholder={'range;192.0.2.0/24;Rack 4\ndkim-domain;s1._domainkey.example.com'}
          spellCheck={false}
        />
        <Field label={t('file')} name="file">
          {(tied) => <Input {...tied} type="file" name="file" accept=".csv,.txt,text/csv,text/plain" />}
        </Field>
        <FormError />
        <div>
          <SubmitButton look="plain">{t('check')}</SubmitButton>
        </div>
      </ActionForm>
      {preview === null ? null : <PreviewBox preview={preview} onClose={() => setPreview(null)} />}
    </div>
  );
}

function PreviewBox({ preview, onClose }: { preview: ImportPreview; onClose: () => void }) {
  const t = useTranslations('network');
  const { problems, problemCount, fresh, known, text } = preview;
  if (problemCount > 0)
    return (
      <Alert tone="danger" title={t('csv.problems', { count: problemCount })}>
        <ul className="list-disc pl-5">
          {problems.map(({ line, code, text: given }) => (
            <li key={line} className="break-words">
              {t('csv.problem', { line, text: given })} {lookUp(t, `errors.${code}`) ?? code}
            </li>
          ))}
        </ul>
        {problemCount > problems.length ? (
          <p>{t('csv.more', { count: problemCount - problems.length })}</p>
        ) : null}
      </Alert>
    );
  return (
    <div role="status" className="rounded border border-line px-3 py-2">
      <p className="font-semibold">{t('csv.found', { fresh: fresh.length, known })}</p>
      <ul className="my-2">
        {fresh.slice(0, shownEntries).map(({ kind, value, note }) => (
          <li key={`${kind} ${value}`} className="break-words">
            <span className="font-mono">{value}</span>{' '}
            <span className="text-muted">
              {t(`kinds.${kind}.title`)}
              {note === null ? null : ` · ${note}`}
            </span>
          </li>
        ))}
        {fresh.length > shownEntries ? (
          <li className="text-muted">{t('csv.more', { count: fresh.length - shownEntries })}</li>
        ) : null}
      </ul>
      <div className="flex flex-wrap gap-2">
        {fresh.length === 0 ? null : (
          <ActionForm action={importAction} label={t('csv.take')} doneText={t('csv.taken')} onDone={onClose}>
            <input type="hidden" name="text" value={text} />
            <FormError />
            <SubmitButton>{t('csv.take')}</SubmitButton>
          </ActionForm>
        )}
        <Button look="quiet" onClick={onClose}>
          {t('csv.discard')}
        </Button>
      </div>
    </div>
  );
}
