'use client';
// Files kept with a subscription: contracts, confirmations. For administrators.

import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Alert, Button } from '@/app/components/ui';
import type { LoopFile } from '@/lib/feedback-loops/file-queries';
import { lookUp } from '@/lib/i18n/look-up';

export function FilesPanel({ id, files }: { id: number; files: LoopFile[] }) {
  const t = useTranslations('loops');
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = async (request: () => Promise<Response>) => {
    setBusy(true);
    setRefusal(await problemOf(request));
    setBusy(false);
    router.refresh();
  };
  const path = `/feedback-loops/${id}/files`;
  const add = (file: File | undefined) => {
    if (file === undefined) return;
    void change(() => fetch(`${path}?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file }));
  };
  return (
    <>
      {files.length === 0 ? <p className="mb-2 text-muted">{t('files.none')}</p> : null}
      <FileList
        path={path}
        files={files}
        isBusy={isBusy}
        onRemove={(fileId) => void change(() => fetch(`${path}?id=${fileId}`, { method: 'DELETE' }))}
      />
      <Button disabled={isBusy} onClick={() => input.current?.click()}>
        {t(isBusy ? 'files.adding' : 'files.add')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('files.add')}
        onChange={(event) => {
          add(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {refusal === null ? null : (
        <div className="mt-2 max-w-2xl">
          <Alert tone="danger">{lookUp(t, `errors.${refusal}`) ?? t('files.refused')}</Alert>
        </div>
      )}
    </>
  );
}

interface FileListProps {
  path: string;
  files: LoopFile[];
  isBusy: boolean;
  onRemove: (id: number) => void;
}

function FileList({ path, files, isBusy, onRemove }: FileListProps) {
  const t = useTranslations('loops.files');
  const format = useFormatter();
  if (files.length === 0) return null;
  return (
    <ul className="mb-2 max-w-2xl rounded border border-line">
      {files.map(({ id, name, bytes, addedAt, addedBy }) => (
        <li
          key={id}
          className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1 last:border-b-0"
        >
          <a href={`${path}/${id}`} download className="wrap-anywhere">
            {name}
          </a>
          <span className="text-[0.8125rem] text-muted">
            {t('size', { kib: format.number(Math.max(1, Math.round(bytes / 1_024))) })} ·{' '}
            {format.dateTime(addedAt, 'day')}
            {addedBy === null ? null : ` · ${addedBy}`}
          </span>
          <Button
            look="quiet"
            disabled={isBusy}
            className="ml-auto"
            aria-label={t('removeOne', { name })}
            onClick={() => onRemove(id)}
          >
            {t('remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Null: done. Else why not. */
async function problemOf(request: () => Promise<Response>): Promise<string | null> {
  try {
    const answer = await request();
    return answer.ok ? null : ((await answer.json()) as { refusal: string }).refusal;
  } catch {
    // The connection broke, or what answered is not ours; nothing was taken.
    return 'unreachable';
  }
}
