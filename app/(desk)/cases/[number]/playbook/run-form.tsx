'use client';
// Sets the playbook going that stands beside it: how its notice speaks and to whom, the reason where the terms are
// silent, and one button. What keeps it from going is said before anybody presses it.

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useCallback, type ChangeEvent } from 'react';
import {
  ActionForm,
  Alert,
  Button,
  FormError,
  Section,
  SelectField,
  SubmitButton,
  TextAreaField,
  useFormState,
  useToast,
} from '@/app/components/ui';
import type { PlaybookPlan } from '@/lib/desk/plan-playbook';
import type { NoticePreview } from '@/lib/desk/preview-notice';
import type { StartedRun } from '@/lib/desk/run-playbook';
import { lookUp } from '@/lib/i18n/look-up';
import { noticeVoices } from '@/lib/notices/types';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { runPlaybookAction } from './actions';

interface RunFormProps {
  plan: Pick<
    PlaybookPlan,
    'contract' | 'secondReasons' | 'needOverride' | 'isLifting' | 'isIdle' | 'digest'
  > & { playbook: { id: number; key: string } };
  /** Null where the playbook has no notice. */
  preview: NoticePreview | null;
  name: string;
  number: string;
  target: DecisionTarget;
}

export function RunForm(props: RunFormProps) {
  const { plan, preview, name, number, target } = props;
  const t = useTranslations('playbooks');
  const router = useRouter();
  const toast = useToast();
  const onDone = useCallback(
    ({ needsSecond }: StartedRun) => {
      toast(t(needsSecond ? 'plan.startedSecond' : 'plan.started', { name }));
      router.push(`/cases/${number}`);
    },
    [name, number, router, t, toast],
  );
  const needsSecond = plan.secondReasons.length > 0;
  const obstacle = plan.isLifting ? 'lifting' : plan.isIdle ? 'idle' : null;
  return (
    <>
      <ActionForm
        action={runPlaybookAction}
        onDone={onDone}
        label={t('plan.run', { name })}
        className="mb-6 flex flex-col gap-3"
      >
        <TargetFields target={target} />
        <input type="hidden" name="playbookId" value={plan.playbook.id} readOnly />
        <input type="hidden" name="digest" value={plan.digest} readOnly />
        <NoticeFields {...props} />
        <OverrideField {...props} />
        {needsSecond ? <SecondPerson {...props} /> : null}
        {obstacle === null ? null : <Alert tone="danger">{t(`plan.${obstacle}`)}</Alert>}
        <FormError />
        <ReloadPlan />
        {obstacle === null ? (
          <div>
            <SubmitButton look={needsSecond ? 'primary' : 'danger'}>
              {t(needsSecond ? 'plan.runSecond' : 'plan.run', { name })}
            </SubmitButton>
          </div>
        ) : null}
      </ActionForm>
      {preview === null ? null : <ShownNotice preview={preview} />}
    </>
  );
}

/** A choice is an address: the notice beside it is made anew at once. */
function NoticeFields({ preview, plan, number }: RunFormProps) {
  const t = useTranslations('playbooks.plan');
  const notices = useTranslations('notices');
  const router = useRouter();
  const chosen = ({ currentTarget: { form } }: ChangeEvent<HTMLSelectElement>) => {
    const fields = new FormData(form ?? undefined);
    const query = new URLSearchParams({ playbook: plan.playbook.key });
    for (const field of ['voice', 'to']) query.set(field, String(fields.get(field) ?? ''));
    router.replace(`/cases/${number}/playbook?${query}`, { scroll: false });
  };
  if (preview === null)
    return (
      <>
        <input type="hidden" name="voice" value="de-sie" readOnly />
        <input type="hidden" name="upTo" value={0} readOnly />
      </>
    );
  const { voice, contacts, to, upTo } = preview;
  return (
    <>
      <input type="hidden" name="upTo" value={upTo} readOnly />
      <SelectField
        name="voice"
        label={t('voice')}
        defaultValue={`${voice.language}-${voice.tone}`}
        onChange={chosen}
      >
        {noticeVoices.map(({ language, tone }) => (
          <option key={`${language}-${tone}`} value={`${language}-${tone}`}>
            {notices(language === 'en' ? 'voices.en-sie' : `voices.de-${tone}`)}
          </option>
        ))}
      </SelectField>
      {contacts.length === 0 ? (
        <Alert tone="warn">{notices('compose.noContact')}</Alert>
      ) : (
        <SelectField name="to" label={t('to')} defaultValue={to ?? ''} onChange={chosen}>
          {contacts.map(({ address, name }) => (
            <option key={address} value={address}>
              {notices('compose.contact', { address, name })}
            </option>
          ))}
        </SelectField>
      )}
      {preview.obstacle === null ? null : <Alert tone="warn">{t('notConfigured')}</Alert>}
      {preview.isSample ? <Alert tone="info">{notices('compose.sample')}</Alert> : null}
    </>
  );
}

function OverrideField({ plan }: RunFormProps) {
  const t = useTranslations('playbooks.plan');
  const measures = useTranslations('measures');
  if (plan.needOverride.length === 0) return null;
  const what = plan.needOverride.map((kind) => measures(`kinds.${kind}`)).join(', ');
  return (
    <TextAreaField
      name="overrideReason"
      label={t('override')}
      hint={t('overrideHint', { what })}
      rows={3}
      maxLength={4000}
    />
  );
}

function SecondPerson({ plan }: RunFormProps) {
  const t = useTranslations('playbooks.plan');
  const measures = useTranslations('measures');
  const why = plan.secondReasons.map((code) => lookUp(measures, `second.${code}`) ?? code).join(', ');
  return <Alert tone="warn">{t('second', { why })}</Alert>;
}

const staleCodes = ['plan-stale', 'not-fitting', 'connector-gone', 'case-stale', 'case-not-allowed'];

/** Fetches the plan as it is by now, under the same form. */
function ReloadPlan() {
  const t = useTranslations('playbooks.plan');
  const router = useRouter();
  const { error } = useFormState().state;
  if (error === undefined || !staleCodes.includes(error.code)) return null;
  return (
    <div>
      <Button onClick={() => router.refresh()}>{t('reload')}</Button>
    </div>
  );
}

function ShownNotice({ preview: { to, subject, body } }: { preview: NoticePreview }) {
  const t = useTranslations('playbooks.plan');
  return (
    <Section title={t('preview')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 rounded-t border border-line bg-panel px-3 py-2">
        <dt className="text-muted">{t('to')}</dt>
        <dd className="wrap-anywhere">{to ?? '–'}</dd>
        <dt className="text-muted">{t('subject')}</dt>
        <dd className="font-semibold wrap-anywhere">{subject}</dd>
      </dl>
      <p className="rounded-b border border-t-0 border-line px-3 py-3 wrap-anywhere whitespace-pre-wrap">
        {body}
      </p>
    </Section>
  );
}
