'use client';
// Files that go with the answer. They are kept with the draft as soon as they are chosen.

import { useFormatter, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Alert, Button } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { DraftFile } from '@/lib/replies/draft-queries';
import type { Keeper } from './use-kept-answer';

export function AnswerFiles({ number, keeper }: { number: string; keeper: Keeper }) {
  const t = useTranslations('thread');
  const input = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { keep, preview } = keeper;
  const change = async (perform: () => Promise<string | null>) => {
    setBusy(true);
    // The draft has to be there before a file can lie beside it, and its preview counts the files.
    await keep();
    setRefusal(await perform());
    await keep();
    setBusy(false);
  };
  const add = (files: readonly File[]) =>
    change(async () => {
      for (const file of files) {
        const problem = await send(number, file);
        if (problem !== null) return problem;
      }
      return null;
    });
  return (
    <div>
      <FileList
        files={preview.files}
        isBusy={isBusy}
        onRemove={(id) => void change(() => remove(number, id))}
      />
      <Button disabled={isBusy} onClick={() => input.current?.click()}>
        {t(isBusy ? 'compose.attaching' : 'compose.attach')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('compose.attach')}
        onChange={(event) => {
          void add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {refusal === null ? null : (
        <div className="mt-2">
          <Alert tone="danger">{lookUp(t, `errors.${refusal}`) ?? t('kept.refused')}</Alert>
        </div>
      )}
    </div>
  );
}

interface FileListProps {
  files: readonly DraftFile[];
  isBusy: boolean;
  onRemove: (id: number) => void;
}

function FileList({ files, isBusy, onRemove }: FileListProps) {
  const t = useTranslations('thread');
  const format = useFormatter();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t('compose.files')} className="mb-2 space-y-1">
      {files.map(({ id, name, size }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-3">
          <span className="min-w-0 wrap-anywhere">{name}</span>
          <span className="text-[0.8125rem] text-muted">
            {t('compose.size', { kib: format.number(Math.max(1, Math.round(size / 1_024))) })}
          </span>
          <Button
            look="quiet"
            disabled={isBusy}
            aria-label={t('compose.detachFile', { name })}
            onClick={() => onRemove(id)}
          >
            {t('compose.detach')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Null: it is there. Else why not. */
async function send(number: string, file: File): Promise<string | null> {
  return problemOf(
    fetch(`/cases/${number}/answer/files?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    }),
  );
}

async function remove(number: string, id: number): Promise<string | null> {
  return problemOf(fetch(`/cases/${number}/answer/files?id=${id}`, { method: 'DELETE' }));
}

async function problemOf(request: Promise<Response>): Promise<string | null> {
  try {
    const answer = await request;
    return answer.ok ? null : ((await answer.json()) as { refusal: string }).refusal;
  } catch {
    // The connection broke; nothing was taken.
    return 'unreachable';
  }
}
