'use client';
// What the provider's terms allow, what the subscription costs, and when it has to be renewed.

import { useFormatter, useTranslations } from 'next-intl';
import { CheckboxField, TextAreaField, TextField } from '@/app/components/ui';
import type { LoopSettings } from '@/lib/feedback-loops/types';
import { FieldGroup, plain } from './field-group';

interface TermsFieldsProps {
  settings: LoopSettings;
  readOnly: boolean;
}

export function TermsFields({ settings, readOnly }: TermsFieldsProps) {
  const t = useTranslations('loops');
  return (
    <FieldGroup title={t('groups.terms')}>
      <CheckboxField
        label={t('discloses')}
        hint={t('disclosesHint')}
        name="discloses"
        defaultChecked={settings.discloses}
        disabled={readOnly}
      />
      <CheckboxField
        label={t('maySuppressAddress')}
        hint={t('maySuppressHint')}
        name="maySuppressAddress"
        defaultChecked={settings.maySuppressAddress}
        disabled={readOnly}
      />
      <TextAreaField
        label={t('terms')}
        hint={t('termsHint')}
        name="terms"
        defaultValue={settings.terms ?? ''}
        rows={3}
        maxLength={4_000}
        readOnly={readOnly}
        optional
      />
      <FeeFields settings={settings} readOnly={readOnly} />
      <TextField
        label={t('portalUrl')}
        hint={t('portalHint')}
        name="portalUrl"
        inputMode="url"
        defaultValue={settings.portalUrl ?? ''}
        maxLength={500}
        readOnly={readOnly}
        optional
        {...plain}
      />
    </FieldGroup>
  );
}

function FeeFields({ settings, readOnly }: TermsFieldsProps) {
  const t = useTranslations('loops');
  const format = useFormatter();
  const locked = { ...plain, readOnly, optional: true };
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <TextField
        label={t('fee')}
        hint={t('feeHint')}
        name="fee"
        defaultValue={settings.fee ?? ''}
        maxLength={200}
        {...locked}
      />
      <TextField
        label={t('feeCents')}
        name="feeCents"
        inputMode="decimal"
        defaultValue={settings.feeCents === null ? '' : format.number(settings.feeCents / 100, 'plain')}
        {...locked}
      />
      <TextField
        label={t('feeCurrency')}
        hint={t('feeCurrencyHint')}
        name="feeCurrency"
        defaultValue={settings.feeCurrency}
        maxLength={3}
        {...plain}
        readOnly={readOnly}
        required
      />
      <TextField
        type="date"
        label={t('renewsOn')}
        hint={t('renewsHint')}
        name="renewsOn"
        defaultValue={settings.renewsOn ?? ''}
        {...locked}
      />
    </div>
  );
}
