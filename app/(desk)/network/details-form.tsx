// Who we are, as letters to providers introduce us.

import { getTranslations } from 'next-intl/server';
import { ActionForm, FormError, Section, SubmitButton, TextAreaField, TextField } from '@/app/components/ui';
import type { ProviderDetails } from '@/lib/own-network/types';
import { saveDetailsAction } from './actions';

interface DetailsFormProps {
  details: ProviderDetails;
  mayEdit: boolean;
}

export async function DetailsForm({ details, mayEdit }: DetailsFormProps) {
  const [t, common] = await Promise.all([getTranslations('network.details'), getTranslations('common')]);
  const plain = { autoComplete: 'off', spellCheck: false, readOnly: !mayEdit };
  return (
    <Section title={t('title')} text={t('text')}>
      <ActionForm
        action={saveDetailsAction}
        label={t('title')}
        doneText={common('saved')}
        className="flex max-w-3xl flex-col gap-3"
      >
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <TextField
            label={t('organisation')}
            name="organisation"
            defaultValue={details.organisation}
            maxLength={200}
            {...plain}
          />
          <TextField
            label={t('contactName')}
            name="contactName"
            defaultValue={details.contactName}
            maxLength={200}
            {...plain}
          />
          <TextField
            label={t('abuseEmail')}
            name="abuseEmail"
            inputMode="email"
            defaultValue={details.abuseEmail}
            {...plain}
          />
          <TextField
            label={t('phone')}
            name="phone"
            inputMode="tel"
            defaultValue={details.phone}
            maxLength={200}
            {...plain}
          />
          <TextAreaField
            label={t('address')}
            name="address"
            defaultValue={details.address}
            rows={3}
            maxLength={1_000}
            {...plain}
          />
          <TextField
            label={t('url')}
            name="url"
            inputMode="url"
            defaultValue={details.url}
            maxLength={500}
            {...plain}
          />
        </div>
        <FormError />
        {mayEdit ? (
          <div>
            <SubmitButton look="plain">{common('save')}</SubmitButton>
          </div>
        ) : null}
      </ActionForm>
    </Section>
  );
}
