'use client';
// One version of a playbook as a form; saving makes the next one. The order of the measures is the order in which they
// make sense, and not to be chosen.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  CheckboxField,
  FormError,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
  useFormState,
} from '@/app/components/ui';
import {
  accountKinds,
  playbookNotices,
  recheckMaxHours,
  type PlaybookBody,
} from '@/lib/containment/playbook';
import { orderedMeasures } from '@/lib/containment/types';
import { stageCodes } from '@/lib/scoring/stages';
import { savePlaybookAction } from './actions';

export interface EditedPlaybook {
  key: string;
  id: number;
  nameDe: string;
  nameEn: string;
  body: PlaybookBody;
}

/** What a throttle is proposed with. */
const usualRate = 50;

export function PlaybookForm({ current }: { current: EditedPlaybook | null }) {
  const t = useTranslations('playbooks.edit');
  return (
    <ActionForm
      action={savePlaybookAction}
      label={t(current === null ? 'create' : 'save')}
      className="mb-8 flex max-w-3xl flex-col gap-4"
    >
      <input type="hidden" name="key" value={current?.key ?? ''} readOnly />
      <input type="hidden" name="baseId" value={current?.id ?? 0} readOnly />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField name="nameDe" label={t('nameDe')} defaultValue={current?.nameDe} maxLength={80} />
        <TextField name="nameEn" label={t('nameEn')} defaultValue={current?.nameEn} maxLength={80} />
      </div>
      <Conditions body={current?.body ?? null} />
      <Measures body={current?.body ?? null} />
      <Afterwards body={current?.body ?? null} />
      <CheckboxField
        name="isOffered"
        label={t('isOffered')}
        defaultChecked={current?.body.isOffered ?? true}
      />
      <TextAreaField name="note" label={t('note')} rows={2} maxLength={500} />
      <FormError />
      <div>
        <SubmitButton>{t(current === null ? 'create' : 'save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}

interface PartProps {
  body: PlaybookBody | null;
}

function Conditions({ body }: PartProps) {
  const t = useTranslations('playbooks');
  const stages = useTranslations('stages');
  const problem = useProblem('accounts');
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-0.5 font-medium">{t('edit.accounts')}</legend>
        {accountKinds.map((kind) => (
          <CheckboxField
            key={kind}
            name="accounts"
            value={kind}
            label={t(`accounts.${kind}`)}
            defaultChecked={body?.accounts.includes(kind) ?? kind === 'mailbox'}
          />
        ))}
        {problem}
      </fieldset>
      <SelectField name="fromStage" label={t('edit.fromStage')} defaultValue={body?.fromStage ?? ''}>
        <option value="">{t('edit.anyStage')}</option>
        {stageCodes.map((code) => (
          <option key={code} value={code}>
            {stages(code)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function Measures({ body }: PartProps) {
  const t = useTranslations('playbooks.edit');
  const measures = useTranslations('measures');
  const problem = useProblem('measure');
  const steps = body?.steps.flatMap((step) => (step.kind === 'measure' ? [step] : [])) ?? [];
  const rate = steps.find(({ measure }) => measure === 'throttle')?.recipientsPerHour;
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-0.5 font-medium">{t('measures')}</legend>
        {orderedMeasures.map((kind) => (
          <CheckboxField
            key={kind}
            name="measure"
            value={kind}
            label={measures(`kinds.${kind}`)}
            defaultChecked={steps.some(({ measure }) => measure === kind)}
          />
        ))}
        {problem}
        <p className="max-w-[75ch] text-[0.8125rem] text-muted">{t('measuresHint')}</p>
      </fieldset>
      <TextField
        name="recipientsPerHour"
        type="number"
        min={0}
        max={100_000}
        label={t('rate')}
        defaultValue={String(rate ?? usualRate)}
        className="max-w-xs"
      />
    </>
  );
}

function Afterwards({ body }: PartProps) {
  const t = useTranslations('playbooks.edit');
  const notices = useTranslations('notices');
  const notice = body?.steps.find((step) => step.kind === 'notice');
  const recheck = body?.steps.find((step) => step.kind === 'recheck');
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <SelectField name="notice" label={t('notice')} defaultValue={notice?.notice ?? ''}>
        <option value="">{t('noNotice')}</option>
        {playbookNotices.map((kind) => (
          <option key={kind} value={kind}>
            {notices(`kinds.${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        name="recheck"
        type="number"
        min={1}
        max={recheckMaxHours}
        label={t('recheck')}
        hint={t('recheckHint')}
        defaultValue={recheck === undefined ? '' : String(recheck.hours)}
      />
    </div>
  );
}

function useProblem(field: string) {
  const problem = useFormState().state.error?.fields?.[field];
  return problem === undefined ? null : <p className="text-danger">{problem}</p>;
}
