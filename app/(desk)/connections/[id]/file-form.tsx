'use client';
// Uploading an export: the file is the body of a request, since a form's action takes a megabyte at most.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Alert, Button } from '@/app/components/ui';

type State = 'idle' | 'sending' | 'broken' | 'file-empty' | 'file-too-large' | 'not-found';

async function send(id: number, file: File): Promise<State> {
  try {
    const response = await fetch(`/connections/${id}/file`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
      body: file,
    });
    const answer = (await response.json()) as { code: State | null };
    return answer.code ?? 'idle';
  } catch {
    // The connection broke off, or a proxy in between answered something else.
    return 'broken';
  }
}

export function FileForm({ id }: { id: number }) {
  const t = useTranslations('connections');
  const router = useRouter();
  const [state, setState] = useState<State>('idle');
  const [file, setFile] = useState<File | null>(null);
  const upload = async () => {
    if (file === null) return;
    setState('sending');
    const next = await send(id, file);
    setState(next);
    if (next === 'idle') router.refresh();
  };
  const isProblem = state !== 'idle' && state !== 'sending';
  return (
    <div className="flex max-w-2xl flex-col gap-2">
      <input
        type="file"
        aria-label={t('upload.label')}
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onChange={(event) => setFile(event.target.files?.[0] ?? null)}
      />
      {isProblem ? <Alert tone="danger">{t(`errors.${state}`)}</Alert> : null}
      <div>
        <Button look="plain" disabled={file === null || state === 'sending'} onClick={() => void upload()}>
          {t(state === 'sending' ? 'upload.sending' : 'upload.submit')}
        </Button>
      </div>
    </div>
  );
}
