'use client';
// The files that were handed over on this page, sent one after the other, so that a hundred of them are no storm.

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { emptyUpload, UPLOAD_FILE_BYTES, type UploadState } from '@/lib/intake/upload';
import { sendFile } from './send-file';

export interface Upload {
  key: number;
  name: string;
  sizeBytes: number;
  /** Share of the file that was sent, 0 to 1. */
  sent: number;
  hasBegun: boolean;
  state: UploadState;
}

/** The uploads in the order of their files, and the function that adds some. */
export function useUploads(): { uploads: Upload[]; add: (files: readonly File[]) => void } {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const router = useRouter();
  const queue = useRef<Promise<void>>(Promise.resolve());
  const lastKey = useRef(0);
  const leaving = useRef<AbortController | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);

  const add = useCallback(
    (files: readonly File[]) => {
      const change = (key: number, values: Partial<Upload>) =>
        setUploads((now) => now.map((upload) => (upload.key === key ? { ...upload, ...values } : upload)));
      const send = async (key: number, file: File) => {
        const signal = leaving.current?.signal;
        if (signal === undefined || signal.aborted) return;
        change(key, { hasBegun: true });
        const state = await sendFile(file, (progress) => change(key, progress), signal);
        change(key, { sent: 1, state });
        if (!signal.aborted) router.refresh();
      };
      for (const file of files) {
        lastKey.current += 1;
        const key = lastKey.current;
        const isTooLarge = file.size > UPLOAD_FILE_BYTES;
        const state: UploadState = isTooLarge
          ? { ...emptyUpload, isDone: true, refusal: 'file-too-large' }
          : emptyUpload;
        const upload = { key, name: file.name, sizeBytes: file.size, sent: 0, hasBegun: false, state };
        setUploads((now) => [...now, upload]);
        if (!isTooLarge) queue.current = queue.current.then(() => send(key, file));
      }
    },
    [router],
  );
  return { uploads, add };
}
