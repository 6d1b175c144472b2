'use client';
// Hands over an mbox file for a replay of the draft.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { Alert, Button } from '@/app/components/ui';
import {
  REPLAY_FILE_BYTES,
  REPLAY_FILE_MAILS,
  type MailboxAnswer,
  type MailboxRefusal,
} from '@/lib/policies/mailbox-upload';

type Sending = { name: string; share: number } | null;

export function MailboxPanel() {
  const t = useTranslations('policy.mailbox');
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<Sending>(null);
  const [refusal, setRefusal] = useState<MailboxRefusal | null>(null);
  const send = async (file: File) => {
    setRefusal(null);
    setSending({ name: file.name, share: 0 });
    const answer: MailboxAnswer =
      file.size > REPLAY_FILE_BYTES
        ? { refusal: 'file-too-large' }
        : await sendMailbox(file, (share) => setSending({ name: file.name, share }));
    setSending(null);
    if ('refusal' in answer) setRefusal(answer.refusal);
    router.refresh();
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button onClick={() => input.current?.click()} aria-disabled={sending !== null}>
        {t('choose')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('choose')}
        accept=".mbox,.mbx,.eml,.txt,message/rfc822,application/mbox"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file && sending === null) void send(file);
        }}
      />
      <div role="status">{sending === null ? null : t('sending', sending)}</div>
      {refusal === null ? null : (
        <Alert tone="danger">
          {t(`refusals.${refusal}`, {
            megabytes: REPLAY_FILE_BYTES / 1024 / 1024,
            mails: REPLAY_FILE_MAILS,
          })}
        </Alert>
      )}
    </div>
  );
}

/** XMLHttpRequest, because fetch does not say how much of a body was sent. Never rejects. */
function sendMailbox(file: File, onShare: (share: number) => void): Promise<MailboxAnswer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const broken = () => resolve({ refusal: 'broken' });
    request.open('POST', `/policy/draft/mailbox?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => onShare(file.size === 0 ? 1 : loaded / file.size);
    request.onload = () => resolve((request.response as MailboxAnswer | null) ?? { refusal: 'broken' });
    request.onerror = broken;
    request.onabort = broken;
    request.send(file);
  });
}
