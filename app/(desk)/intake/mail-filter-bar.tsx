// Narrows the mail to one mailbox.

import { useTranslations } from 'next-intl';
import { SelectField } from '@/app/components/ui';
import { defaultMailView, mailQuery, type MailListView } from '@/lib/intake/list-parameters';
import { FilterForm } from '../filter-form';

export function MailFilterBar({
  view,
  mailboxes,
}: {
  view: MailListView;
  mailboxes: { id: number; name: string }[];
}) {
  const t = useTranslations('intake');
  if (mailboxes.length < 2 && view.mailbox === null) return null;
  const href = `/intake${mailQuery({ ...defaultMailView, state: view.state, place: view.place })}`;
  return (
    <FilterForm
      action="/intake"
      label={t('mailbox')}
      submit={t('apply')}
      clear={view.mailbox === null ? null : { href, text: t('clear') }}
    >
      {view.state === null ? null : <input type="hidden" name="state" value={view.state} />}
      {view.place === null ? null : <input type="hidden" name="place" value={view.place} />}
      <SelectField key={view.mailbox} name="mailbox" label={t('mailbox')} defaultValue={view.mailbox ?? ''}>
        <option value="">{t('anyMailbox')}</option>
        {mailboxes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </FilterForm>
  );
}
