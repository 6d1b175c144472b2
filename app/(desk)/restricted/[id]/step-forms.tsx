'use client';
// The steps that this person can take now, each in its own small form.

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActionForm, Alert, FormError, Section, SubmitButton, TextAreaField } from '@/app/components/ui';
import { refusalOf } from '@/lib/restricted/procedure';
import type { RestrictedStep, Standing, StepKind } from '@/lib/restricted/types';
import { takeStepAction } from '../actions';

interface StepFormsProps {
  mailId: number;
  standing: Standing;
  steps: RestrictedStep[];
  userId: number;
}

export function StepForms({ mailId, standing, steps, userId }: StepFormsProps) {
  const t = useTranslations('restricted.forms');
  const can = (kind: StepKind) => refusalOf(kind, steps, userId) === null;
  return (
    <Section title={t('title')}>
      <div className="flex max-w-[75ch] flex-col gap-4">
        {standing.request === null || standing.stage === 'destroyed' ? null : (
          <Request mailId={mailId} request={standing.request} isOther={can('destroyed')} />
        )}
        {can('taken-over') ? (
          <StepForm mailId={mailId} kind="taken-over" submit={t('takeOver')} look="primary" />
        ) : null}
        <Folded summary={t('note')}>
          <StepForm mailId={mailId} kind="note" submit={t('noteSubmit')}>
            <TextAreaField name="note" label={t('note')} hint={t('noteHint')} rows={3} maxLength={1_000} />
          </StepForm>
        </Folded>
        {can('handed-over') ? (
          <Folded summary={t('handOver')}>
            <StepForm mailId={mailId} kind="handed-over" submit={t('handOver')}>
              <TextAreaField
                name="note"
                label={t('handOverNote')}
                hint={t('noteHint')}
                rows={3}
                maxLength={1_000}
              />
            </StepForm>
          </Folded>
        ) : null}
        {can('destruction-requested') ? (
          <Folded summary={t('request')}>
            <StepForm mailId={mailId} kind="destruction-requested" submit={t('request')} look="danger">
              <TextAreaField
                name="note"
                label={t('requestNote')}
                hint={t('requestHint')}
                rows={3}
                maxLength={1_000}
              />
            </StepForm>
          </Folded>
        ) : null}
      </div>
    </Section>
  );
}

/** Somebody wants the mail destroyed: whoever else has the right confirms it, anybody takes the request back. */
function Request({
  mailId,
  request,
  isOther,
}: {
  mailId: number;
  request: RestrictedStep;
  isOther: boolean;
}) {
  const t = useTranslations('restricted.forms');
  return (
    <Alert tone="warn" title={t('waiting', { name: request.user.name, reason: request.note ?? '–' })}>
      <p className="mb-2">{isOther ? t('destroyText') : t('waitingForOther')}</p>
      <div className="flex flex-wrap gap-3">
        {isOther ? <StepForm mailId={mailId} kind="destroyed" submit={t('destroy')} look="danger" /> : null}
        <StepForm mailId={mailId} kind="destruction-withdrawn" submit={t('withdraw')} />
      </div>
    </Alert>
  );
}

function Folded({ summary, children }: { summary: string; children: ReactNode }) {
  return (
    <details>
      <summary className="inline-block rounded border border-control bg-raised px-3 py-1 font-medium">
        {summary} …
      </summary>
      {children}
    </details>
  );
}

interface StepFormProps {
  mailId: number;
  kind: StepKind;
  submit: string;
  look?: 'primary' | 'plain' | 'danger';
  children?: ReactNode;
}

function StepForm({ mailId, kind, submit, look = 'plain', children }: StepFormProps) {
  const t = useTranslations('restricted.forms');
  return (
    <ActionForm
      action={takeStepAction}
      label={submit}
      doneText={t('done')}
      resetWhenDone
      className="mt-2 flex flex-col gap-2"
    >
      <input type="hidden" name="mailId" value={mailId} readOnly />
      <input type="hidden" name="kind" value={kind} readOnly />
      {children}
      <FormError />
      <div>
        <SubmitButton look={look}>{submit}</SubmitButton>
      </div>
    </ActionForm>
  );
}
