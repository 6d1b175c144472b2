// The schedule: days for each stage of the account, and when no reminder leaves.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  CheckboxField,
  FormError,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import type { NoticeSchedule } from '@/lib/notices/schedule';
import { stageCodes } from '@/lib/scoring/stages';
import { saveScheduleAction } from './actions';
import { stageField } from './read-schedule-form';

export function ScheduleForm({ schedule: { mode, stages, quiet } }: { schedule: NoticeSchedule }) {
  const t = useTranslations('followUp.settings.schedule');
  const names = useTranslations('stages');
  return (
    <ActionForm
      action={saveScheduleAction}
      doneText={t('saved')}
      label={t('title')}
      className="flex max-w-3xl flex-col gap-4"
    >
      <SelectField
        name="mode"
        label={t('mode')}
        hint={t('modeHint')}
        defaultValue={mode}
        className="max-w-md"
      >
        <option value="send">{t('modes.send')}</option>
        <option value="propose">{t('modes.propose')}</option>
      </SelectField>
      <div className="flex flex-col gap-3">
        {stageCodes.map((stage) => (
          <fieldset key={stage} className="grid gap-x-4 gap-y-1 sm:grid-cols-[9rem_1fr_1fr]">
            <legend className="float-left font-semibold sm:pt-6">{names(stage)}</legend>
            <TextField
              name={stageField('reminders', stage)}
              label={t('reminders')}
              defaultValue={stages[stage].reminders.join(', ')}
              inputMode="numeric"
              autoComplete="off"
            />
            <TextField
              name={stageField('escalation', stage)}
              label={t('escalation')}
              defaultValue={stages[stage].escalation ?? ''}
              inputMode="numeric"
              autoComplete="off"
            />
          </fieldset>
        ))}
      </div>
      <p className="max-w-[75ch] text-[0.8125rem] text-muted">{t('daysHint')}</p>
      <div className="grid max-w-md grid-cols-2 gap-4">
        <TextField
          name="opens"
          label={t('opens')}
          defaultValue={quiet.opens}
          inputMode="numeric"
          autoComplete="off"
        />
        <TextField
          name="closes"
          label={t('closes')}
          defaultValue={quiet.closes}
          inputMode="numeric"
          autoComplete="off"
        />
      </div>
      <CheckboxField name="weekends" label={t('weekends')} defaultChecked={quiet.weekends} />
      <CheckboxField
        name="holidays"
        label={t('holidays')}
        hint={t('holidaysHint')}
        defaultChecked={quiet.holidays}
      />
      <TextAreaField
        name="days"
        label={t('days')}
        hint={t('daysOffHint')}
        rows={3}
        defaultValue={quiet.days.join('\n')}
        className="max-w-md"
        optional
      />
      <FormError />
      <div>
        <SubmitButton>{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
