'use client';
// Uploads the CSV of a directory and shows what it would say. It is taken by "read now", not before.

import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Alert, Button, Section } from '@/app/components/ui';
import type { DirectoryTestResult } from '@/lib/desk/test-directory';
import { lookUp } from '@/lib/i18n/look-up';
import { TestResult } from '../test-result';

interface UploadFileProps {
  id: number;
  file: { name: string; uploadedAt: Date } | null;
}

type Answer = { tested: DirectoryTestResult } | { refusal: string };

export function UploadFile({ id, file }: UploadFileProps) {
  const t = useTranslations('directory');
  const format = useFormatter();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const upload = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    setIsBusy(true);
    setAnswer(await sendFile(id, chosen));
    setIsBusy(false);
    router.refresh();
  };
  return (
    <div className="mb-6 max-w-2xl">
      <Section title={t('file')} text={t('fileText')}>
        <p className="mb-2">
          {file === null
            ? t('noFile')
            : t('fileIs', {
                name: file.name,
                at: format.dateTime(file.uploadedAt, { dateStyle: 'medium', timeStyle: 'short' }),
              })}
        </p>
        <Button disabled={isBusy} onClick={() => input.current?.click()}>
          {isBusy ? t('uploading') : t('chooseFile')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.txt,.tsv,text/csv"
          aria-label={t('chooseFile')}
          onChange={(event) => {
            void upload(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <div className="mt-3">
          {answer === null ? null : 'tested' in answer ? (
            <TestResult tested={answer.tested} />
          ) : (
            <Alert tone="danger">{lookUp(t, `errors.${answer.refusal}`) ?? answer.refusal}</Alert>
          )}
        </div>
      </Section>
    </div>
  );
}

async function sendFile(id: number, file: File): Promise<Answer> {
  try {
    const response = await fetch(`/directory/${id}/file?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    return (await response.json()) as Answer;
  } catch {
    // The connection broke; nothing was taken.
    return { refusal: 'upload-broken' };
  }
}
