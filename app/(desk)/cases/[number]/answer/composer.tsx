'use client';
// An answer to the customer: written on one side, shown on the other exactly as it will go out, and kept at every pause.
// Only what is kept and shown can be sent.

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, type ReactNode } from 'react';
import {
  ActionForm,
  CheckboxField,
  FormError,
  SelectField,
  SubmitButton,
  TextAreaField,
  useToast,
} from '@/app/components/ui';
import type { AnswerPage } from '@/lib/desk/read-answer';
import { noticeVoices } from '@/lib/notices/types';
import { answerMaxChars } from '@/lib/replies/types';
import { ReloadWhenStale } from '../reload-when-stale';
import { discardAnswerAction, sendAnswerAction } from './actions';
import { AnswerBlocks } from './answer-blocks';
import { AnswerFiles } from './answer-files';
import { AnswerHints } from './answer-hints';
import { KeptLine } from './kept-line';
import { PreviewAgain } from './preview-again';
import { ShownAnswer } from './shown-answer';
import { useKeptAnswer, type Keeper } from './use-kept-answer';

interface ComposerProps {
  target: { caseId: number; version: number };
  number: string;
  page: AnswerPage;
  /** The mail that is answered. */
  children: ReactNode;
}

export function AnswerComposer({ target, number, page, children }: ComposerProps) {
  const t = useTranslations('thread');
  const root = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const onNewer = useCallback(() => router.refresh(), [router]);
  const keeper = useKeptAnswer({ number, root, savedAt: page.savedAt, preview: page.preview, onNewer });
  const toast = useToast();
  const { stop } = keeper;
  const leave = useCallback(
    (text: string) => {
      stop();
      toast(text);
      router.push(`/cases/${number}#thread`);
    },
    [number, router, stop, toast],
  );
  const onSent = useCallback(() => leave(t('compose.sent')), [leave, t]);
  const onDiscarded = useCallback(() => leave(t('compose.discarded')), [leave, t]);
  return (
    <div ref={root} className="grid items-start gap-x-8 gap-y-5 lg:grid-cols-2">
      <div className="order-2 min-w-0 lg:order-1">
        <ActionForm
          action={sendAnswerAction}
          onDone={onSent}
          label={t('compose.label')}
          className="flex flex-col gap-3"
        >
          <input type="hidden" name="caseId" value={target.caseId} readOnly />
          <input type="hidden" name="version" value={target.version} readOnly />
          <input type="hidden" name="replyId" value={page.draft.replyId} readOnly />
          <input type="hidden" name="digest" value={keeper.preview.digest} readOnly />
          <Choices page={page} keeper={keeper} />
          <Words page={page} keeper={keeper} />
          <AnswerFiles number={number} keeper={keeper} />
          <AnswerHints preview={keeper.preview} />
          <FormError />
          <ReloadWhenStale label={t('compose.reload')} />
          <PreviewAgain keep={keeper.keep} />
          <Send keeper={keeper} />
        </ActionForm>
        {keeper.savedAt === null ? null : (
          <ActionForm
            action={discardAnswerAction}
            onDone={onDiscarded}
            label={t('compose.discard')}
            className="mt-4"
          >
            <input type="hidden" name="caseId" value={target.caseId} readOnly />
            <details>
              <summary className="text-accent">{t('compose.discardAsk')}</summary>
              <p className="my-1 text-muted">{t('compose.discardText')}</p>
              <FormError />
              <SubmitButton look="danger">{t('compose.discard')}</SubmitButton>
            </details>
          </ActionForm>
        )}
      </div>
      <div className="contents lg:order-2 lg:block lg:min-w-0">
        <div className="order-1 min-w-0">{children}</div>
        <div className="order-3 min-w-0 lg:mt-5">
          <ShownAnswer preview={keeper.preview} />
        </div>
      </div>
    </div>
  );
}

function Choices({ page, keeper }: { page: AnswerPage; keeper: Keeper }) {
  const t = useTranslations('thread');
  const router = useRouter();
  const { recipients, to } = keeper.preview;
  // The text blocks of another language come with the page.
  const speakOtherwise = async () => {
    keeper.touch();
    if (await keeper.keep()) router.refresh();
  };
  return (
    <div className="grid gap-3 sm:grid-cols-[2fr_1fr]">
      {recipients.length === 0 ? null : (
        <SelectField
          name="to"
          label={t('compose.to')}
          defaultValue={to?.address ?? ''}
          onChange={keeper.touch}
        >
          {recipients.map(({ address, name, caution }) => (
            <option key={address} value={address}>
              {caution === null
                ? t('compose.contact', { address, name: name ?? '' })
                : t('compose.cautious', { address, caution: t(`cautions.${caution}`) })}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField
        name="voice"
        label={t('compose.voice')}
        defaultValue={`${page.draft.voice.language}-${page.draft.voice.tone}`}
        onChange={() => void speakOtherwise()}
      >
        {noticeVoices.map(({ language, tone }) => (
          <option key={`${language}-${tone}`} value={`${language}-${tone}`}>
            {t(language === 'en' ? 'voices.en-sie' : `voices.de-${tone}`)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Words({ page, keeper }: { page: AnswerPage; keeper: Keeper }) {
  const t = useTranslations('thread');
  const area = useRef<HTMLTextAreaElement>(null);
  const { draft, start, blocks } = page;
  const { touch } = keeper;
  const begun = useRef(start);
  // Before anybody has put the cursor anywhere it stands where the answer goes.
  useEffect(() => {
    const { current } = area;
    if (current === null) return;
    const gap = current.value.indexOf('\n\n\n\n');
    const at = gap < 0 ? current.value.length : gap + 2;
    current.setSelectionRange(at, at);
  }, []);
  const shown = useRef(draft.text);
  // A newer draft than the page was made with takes its place, as long as nothing was written here.
  useEffect(() => {
    const { current } = area;
    if (current === null || shown.current === draft.text) return;
    if (current.value === shown.current && draft.text !== start) {
      current.value = draft.text;
      touch();
    }
    shown.current = draft.text;
  }, [draft.text, start, touch]);
  // Greeting and farewell follow the language as long as nobody has written between them.
  useEffect(() => {
    if (begun.current === start || area.current === null) return;
    if (area.current.value === begun.current) {
      area.current.value = start;
      touch();
    }
    begun.current = start;
  }, [start, touch]);
  return (
    <>
      <TextAreaField
        ref={area}
        name="text"
        label={t('compose.text')}
        defaultValue={draft.text}
        rows={14}
        maxLength={answerMaxChars}
        onInput={touch}
      />
      <KeptLine keeper={keeper} />
      <AnswerBlocks blocks={blocks} area={area} onInserted={touch} />
      <CheckboxField
        name="quotes"
        value="yes"
        label={t('compose.quotes')}
        defaultChecked={draft.quotes}
        onChange={touch}
      />
    </>
  );
}

function Send({ keeper: { status, preview } }: { keeper: Keeper }) {
  const t = useTranslations('thread');
  const isReady =
    status === 'kept' &&
    preview.obstacle === null &&
    preview.to !== null &&
    preview.namedComplainants.length === 0;
  return (
    <div className="border-t border-line pt-3">
      {isReady ? (
        <SubmitButton>{t('compose.send')}</SubmitButton>
      ) : (
        <p className="text-muted">{t(status === 'untouched' ? 'compose.writeFirst' : 'compose.notYet')}</p>
      )}
    </div>
  );
}
