'use client';
// Who of us looks after a subscription, and whom to write to at the provider.

import { useTranslations } from 'next-intl';
import { SelectField, TextField } from '@/app/components/ui';
import type { Assignee } from '@/lib/cases/queries';
import type { LoopSettings } from '@/lib/feedback-loops/types';
import { FieldGroup, plain } from './field-group';

interface ContactFieldsProps {
  settings: LoopSettings;
  readOnly: boolean;
  people: Assignee[];
}

export function ContactFields({ settings, readOnly, people }: ContactFieldsProps) {
  const t = useTranslations('loops');
  const locked = { ...plain, readOnly, optional: true };
  return (
    <>
      <FieldGroup title={t('groups.people')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <PersonField name="ownerId" current={settings.ownerId} people={people} readOnly={readOnly} />
          <PersonField name="deputyId" current={settings.deputyId} people={people} readOnly={readOnly} />
        </div>
      </FieldGroup>
      <FieldGroup title={t('groups.contact')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t('contactName')}
            name="contactName"
            defaultValue={settings.contactName ?? ''}
            maxLength={200}
            {...locked}
          />
          <TextField
            label={t('contactEmail')}
            name="contactEmail"
            inputMode="email"
            defaultValue={settings.contactEmail ?? ''}
            {...locked}
          />
          <TextField
            label={t('contactPhone')}
            name="contactPhone"
            inputMode="tel"
            defaultValue={settings.contactPhone ?? ''}
            maxLength={60}
            {...locked}
          />
          <TextField
            label={t('contactUrl')}
            name="contactUrl"
            inputMode="url"
            defaultValue={settings.contactUrl ?? ''}
            maxLength={500}
            {...locked}
          />
        </div>
      </FieldGroup>
    </>
  );
}

interface PersonFieldProps {
  name: 'ownerId' | 'deputyId';
  current: number | null;
  people: Assignee[];
  readOnly: boolean;
}

function PersonField({ name, current, people, readOnly }: PersonFieldProps) {
  const t = useTranslations('loops');
  const shown = people.filter(({ id, isActive }) => isActive || id === current);
  return (
    <SelectField label={t(name)} name={name} defaultValue={current ?? ''} disabled={readOnly}>
      <option value="">{t('nobody')}</option>
      {shown.map(({ id, name: person, isActive }) => (
        <option key={id} value={id}>
          {isActive ? person : t('gonePerson', { name: person })}
        </option>
      ))}
    </SelectField>
  );
}
