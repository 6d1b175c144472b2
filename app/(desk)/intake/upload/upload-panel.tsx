'use client';
// Hand over .eml and mbox files: drop them, or choose them with the button, which is all that the keyboard needs.

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { Button, classNames } from '@/app/components/ui';
import { UploadItem } from './upload-item';
import { useUploads } from './use-uploads';

export function UploadPanel() {
  const t = useTranslations('upload');
  const { uploads, add } = useUploads();
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useNoNavigationByDrop();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    add([...event.dataTransfer.files]);
  };
  return (
    <section aria-label={t('label')} className="mb-4">
      <div
        data-testid="upload-drop"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={classNames(
          'flex flex-wrap items-center gap-x-3 gap-y-1 rounded border border-dashed px-3 py-2',
          isOver ? 'border-accent bg-accent-soft' : 'border-line',
        )}
      >
        <Button onClick={() => input.current?.click()}>{t('choose')}</Button>
        <span className="text-muted">{t('hint')}</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('choose')}
          accept=".eml,.mbox,.mbx,.txt,message/rfc822,application/mbox"
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {uploads.length > 0 ? (
        <ul aria-label={t('list')} className="mt-2 flex flex-col gap-2">
          {uploads.map((upload) => (
            <UploadItem key={upload.key} upload={upload} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** A file that misses the field would otherwise replace the page. */
function useNoNavigationByDrop(): void {
  useEffect(() => {
    const stay = (event: Event) => event.preventDefault();
    window.addEventListener('dragover', stay);
    window.addEventListener('drop', stay);
    return () => {
      window.removeEventListener('dragover', stay);
      window.removeEventListener('drop', stay);
    };
  }, []);
}
