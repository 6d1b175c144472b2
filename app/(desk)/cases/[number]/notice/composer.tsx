'use client';
// What is chosen for a notice, and the notice that comes of it. Only what was shown can be released: a change asks for
// a new preview first.

import { useFormatter, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback, useRef, useState, type ChangeEvent } from 'react';
import {
  ActionForm,
  Alert,
  FormError,
  SelectField,
  SubmitButton,
  TextAreaField,
  useToast,
} from '@/app/components/ui';
import type { NoticePreview } from '@/lib/desk/preview-notice';
import { noticeKinds, noticeVoices } from '@/lib/notices/types';
import { composeNoticeAction, type Composed } from '../notice-actions';

interface ComposerProps {
  caseId: number;
  number: string;
  initial: NoticePreview;
}

export function NoticeComposer({ caseId, number, initial }: ComposerProps) {
  const t = useTranslations('notices');
  const [preview, setPreview] = useState(initial);
  const [isChanged, setChanged] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const onDone = useCallback(
    (data: Composed) => {
      if (data.kind === 'preview') {
        setPreview(data.preview);
        setChanged(false);
        return;
      }
      toast(t(data.kind === 'task' ? 'compose.taskMade' : 'compose.released'));
      router.push(`/cases/${number}`);
    },
    [number, router, t, toast],
  );
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <ActionForm action={composeNoticeAction} onDone={onDone} className="flex flex-col gap-3">
        <Choices caseId={caseId} preview={preview} onChanged={() => setChanged(true)} />
        <Release preview={preview} isChanged={isChanged} />
      </ActionForm>
      <Shown preview={preview} />
    </div>
  );
}

interface ChoicesProps {
  caseId: number;
  preview: NoticePreview;
  onChanged: () => void;
}

function Choices({ caseId, preview, onChanged }: ChoicesProps) {
  const t = useTranslations('notices');
  const format = useFormatter();
  const day = (iso: string) => format.dateTime(new Date(iso), { dateStyle: 'medium', timeZone: 'UTC' });
  const renew = useRef<HTMLSpanElement>(null);
  // A choice shows at once what it changes.
  const chosen = (event: ChangeEvent<HTMLSelectElement>) => {
    onChanged();
    event.currentTarget.form?.requestSubmit(renew.current?.querySelector('button'));
  };
  return (
    <>
      <input type="hidden" name="caseId" value={caseId} readOnly />
      <input type="hidden" name="version" value={preview.version} readOnly />
      <input type="hidden" name="upTo" value={preview.upTo} readOnly />
      <input type="hidden" name="digest" value={preview.digest} readOnly />
      <SelectField name="kind" label={t('compose.kind')} defaultValue={preview.kind} onChange={chosen}>
        {noticeKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="voice"
        label={t('compose.voice')}
        defaultValue={`${preview.voice.language}-${preview.voice.tone}`}
        onChange={chosen}
      >
        {noticeVoices.map(({ language, tone }) => (
          <option key={`${language}-${tone}`} value={`${language}-${tone}`}>
            {t(language === 'en' ? 'voices.en-sie' : `voices.de-${tone}`)}
          </option>
        ))}
      </SelectField>
      {preview.contacts.length === 0 ? null : (
        <SelectField
          key={preview.kind}
          name="to"
          label={t('compose.to')}
          defaultValue={preview.to ?? ''}
          onChange={chosen}
        >
          {preview.contacts.map(({ address, name, verifiedOn }) => (
            <option key={address} value={address}>
              {verifiedOn === null
                ? t('compose.contact', { address, name })
                : t('compose.contactVerified', { address, name, on: day(verifiedOn) })}
            </option>
          ))}
        </SelectField>
      )}
      <TextAreaField
        name="remark"
        label={t('compose.remark')}
        hint={t('compose.remarkHint')}
        rows={5}
        maxLength={4_000}
        optional={preview.kind !== 'questions'}
        onChange={onChanged}
      />
      <span ref={renew}>
        <SubmitButton look="plain" name="intent" value="preview">
          {t('compose.preview')}
        </SubmitButton>
      </span>
    </>
  );
}

function Release({ preview, isChanged }: { preview: NoticePreview; isChanged: boolean }) {
  const t = useTranslations('notices');
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      {preview.isSample ? <Alert tone="info">{t('compose.sample')}</Alert> : null}
      {preview.to === null ? <Alert tone="warn">{t('compose.noContact')}</Alert> : null}
      {preview.nothingConfirmed ? <Alert tone="warn">{t('compose.nothingConfirmed')}</Alert> : null}
      {preview.staleLinks.length > 0 ? (
        <Alert tone="warn">{t('compose.staleLinks', { titles: preview.staleLinks.join(', ') })}</Alert>
      ) : null}
      {preview.obstacle === null ? null : <Alert tone="danger">{t(`errors.${preview.obstacle}`)}</Alert>}
      <FormError />
      {isChanged ? <p className="text-muted">{t('compose.changed')}</p> : null}
      {isChanged || preview.obstacle !== null ? null : (
        <div>
          <SubmitButton name="intent" value="release">
            {t(preview.to === null ? 'compose.releaseTask' : 'compose.release')}
          </SubmitButton>
        </div>
      )}
    </div>
  );
}

function Shown({ preview }: { preview: NoticePreview }) {
  const t = useTranslations('notices');
  return (
    <section aria-label={t('compose.previewTitle')} aria-live="polite" className="min-w-0">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-t border border-line bg-panel px-3 py-2">
        <dt className="text-muted">{t('to')}</dt>
        <dd className="wrap-anywhere">{preview.to ?? '–'}</dd>
        <dt className="text-muted">{t('subject')}</dt>
        <dd className="font-semibold wrap-anywhere">{preview.subject}</dd>
      </dl>
      <p className="rounded-b border border-t-0 border-line px-3 py-3 wrap-anywhere whitespace-pre-wrap">
        {preview.body}
      </p>
      {preview.copy === null ? null : <Copy copy={preview.copy} />}
    </section>
  );
}

/** What the reseller gets with it. */
function Copy({ copy }: { copy: NonNullable<NoticePreview['copy']> }) {
  const t = useTranslations('notices.compose');
  if (copy.to === null)
    return (
      <div className="mt-3">
        <Alert tone="warn">{t('copyNowhere', { name: copy.name })}</Alert>
      </div>
    );
  return (
    <details className="mt-3">
      <summary className="text-accent wrap-anywhere">{t('copy', { name: copy.name, to: copy.to })}</summary>
      <p className="mt-1 font-semibold wrap-anywhere">{copy.subject}</p>
      <p className="mt-1 rounded border border-line bg-panel px-3 py-3 wrap-anywhere whitespace-pre-wrap">
        {copy.body}
      </p>
    </details>
  );
}
