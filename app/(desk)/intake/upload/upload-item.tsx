'use client';
// One file: how far it is, and what became of each of its mails.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import { UPLOAD_NAMED_MAILS, type UploadedMail, type UploadState } from '@/lib/intake/upload';
import type { Upload } from './use-uploads';

export function UploadItem({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const { name, sent, hasBegun, state } = upload;
  return (
    <li className="rounded border border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-3">
        <span className="font-medium break-all">{name}</span>
        {state.isDone ? null : (
          <>
            <progress aria-label={t('progress', { name })} max={1} value={sent} className="w-32" />
            <span className="text-muted">
              {hasBegun ? (sent < 1 ? t('sending', { share: sent }) : t('storing')) : t('waiting')}
            </span>
          </>
        )}
        <span role="status">{hasBegun || state.isDone ? <Summary state={state} /> : null}</span>
      </div>
      {state.isDone ? <MailList state={state} /> : null}
    </li>
  );
}

function Summary({ state }: { state: UploadState }) {
  const t = useTranslations('upload');
  const { refusal, reference } = state;
  const total = state.new + state.known + state.tooLarge;
  return (
    <>
      {total > 0 ? t('summary', { fresh: state.new, known: state.known, tooLarge: state.tooLarge }) : null}
      {refusal === null ? null : (
        <span className="text-danger"> {t(`refusals.${refusal}`, { reference: reference ?? '' })}</span>
      )}
    </>
  );
}

function MailList({ state }: { state: UploadState }) {
  const t = useTranslations('upload');
  const { mails } = state;
  if (mails.length === 0) return null;
  const more = state.new + state.known + state.tooLarge - mails.length;
  const list = (
    <ul className="mt-1 flex flex-col gap-0.5">
      {mails.map((mail, index) => (
        <li key={index} className="flex flex-wrap items-center gap-2">
          <MailLine mail={mail} isMbox={state.isMbox} />
        </li>
      ))}
      {more > 0 ? (
        <li className="text-muted">{t('more', { count: more, named: UPLOAD_NAMED_MAILS })}</li>
      ) : null}
    </ul>
  );
  if (mails.length === 1) return list;
  return (
    <details>
      <summary className="cursor-pointer text-accent">{t('mails', { count: mails.length + more })}</summary>
      {list}
    </details>
  );
}

function MailLine({ mail, isMbox }: { mail: UploadedMail; isMbox: boolean }) {
  const t = useTranslations('upload');
  if (mail.outcome === 'too-large') {
    const size = mail.sizeBytes / 1024 / 1024;
    return (
      <>
        <Badge tone="warn">{t('outcomes.too-large')}</Badge>
        {isMbox ? t('tooLargeAt', { position: mail.position, size }) : t('tooLarge', { size })}
      </>
    );
  }
  return (
    <>
      <Badge tone={mail.outcome === 'new' ? 'ok' : 'plain'}>{t(`outcomes.${mail.outcome}`)}</Badge>
      <Link href={`/intake/${mail.id}`}>{t('mail', { id: String(mail.id) })}</Link>
    </>
  );
}
