// Whether resellers get copies, and for whom it is otherwise.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  CheckboxField,
  FormError,
  SelectField,
  SubmitButton,
  Table,
  Td,
  TextField,
  Th,
} from '@/app/components/ui';
import type { ResellerException } from '@/lib/notices/reseller-queries';
import { changeResellerAction, saveResellerCopyAction } from './actions';

export function ResellerForms({
  isUsual,
  exceptions,
}: {
  isUsual: boolean;
  exceptions: ResellerException[];
}) {
  const t = useTranslations('followUp.settings.reseller');
  return (
    <>
      <ActionForm
        action={saveResellerCopyAction}
        doneText={t('saved')}
        label={t('title')}
        className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2"
      >
        <CheckboxField name="isEnabled" label={t('isEnabled')} defaultChecked={isUsual} />
        <SubmitButton>{t('save')}</SubmitButton>
        <FormError />
      </ActionForm>
      <h3 className="mb-1 font-semibold">{t('exceptions')}</h3>
      {exceptions.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <Exceptions exceptions={exceptions} />
      )}
      <ActionForm
        action={changeResellerAction}
        doneText={t('saved')}
        resetWhenDone
        label={t('add')}
        className="mt-3 flex max-w-3xl flex-wrap items-start gap-3"
      >
        <TextField name="number" label={t('number')} autoComplete="off" maxLength={100} />
        <SelectField name="copy" label={t('copy')} defaultValue={isUsual ? 'never' : 'always'}>
          <option value="always">{t('always')}</option>
          <option value="never">{t('never')}</option>
        </SelectField>
        <div className="flex flex-col gap-1 sm:pt-6">
          <SubmitButton look="plain">{t('add')}</SubmitButton>
          <FormError />
        </div>
      </ActionForm>
    </>
  );
}

function Exceptions({ exceptions }: { exceptions: ResellerException[] }) {
  const t = useTranslations('followUp.settings.reseller');
  return (
    <Table label={t('exceptions')}>
      <thead>
        <tr>
          <Th>{t('number')}</Th>
          <Th>{t('name')}</Th>
          <Th>{t('copy')}</Th>
          <Th> </Th>
        </tr>
      </thead>
      <tbody>
        {exceptions.map(({ number, name, getsCopy }) => (
          <tr key={number}>
            <Td>{number}</Td>
            <Td className="wrap-anywhere">{name}</Td>
            <Td>{t(getsCopy ? 'always' : 'never')}</Td>
            <Td>
              <ActionForm
                action={changeResellerAction}
                doneText={t('saved')}
                label={`${t('remove')}: ${name}`}
              >
                <input type="hidden" name="number" value={number} readOnly />
                <input type="hidden" name="copy" value="default" readOnly />
                <FormError />
                <SubmitButton look="danger" label={`${t('remove')}: ${name}`}>
                  {t('remove')}
                </SubmitButton>
              </ActionForm>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
