// The entries of one kind, with their origin and, for administrators, a button that takes one out.

import { useTranslations } from 'next-intl';
import { ActionForm, Badge, FormError, SubmitButton } from '@/app/components/ui';
import type { OwnEntry } from '@/lib/own-network/types';
import { removeOwnResourceAction } from './actions';

export function EntryList({
  entries,
  mayEdit,
  emptyText,
  label,
}: {
  entries: OwnEntry[];
  mayEdit: boolean;
  emptyText: string;
  label: string;
}) {
  const t = useTranslations('network');
  if (entries.length === 0)
    return <p className="rounded border border-line bg-panel px-3 py-2 text-muted">{emptyText}</p>;
  return (
    <ul tabIndex={0} aria-label={label} className="max-h-80 overflow-y-auto rounded border border-line">
      {entries.map(({ kind, value, note, fromEnvironment }) => (
        <li
          key={value}
          className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1 last:border-b-0"
        >
          <span className="font-mono break-all">{value}</span>
          {fromEnvironment ? <Badge>{t('fromEnvironment')}</Badge> : null}
          {note ? <span className="text-muted">{note}</span> : null}
          {mayEdit && !fromEnvironment ? (
            <ActionForm action={removeOwnResourceAction} doneText={t('removed')} className="ml-auto">
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="value" value={value} />
              <FormError />
              <SubmitButton look="quiet" label={t('removeOne', { value })}>
                {t('remove')}
              </SubmitButton>
            </ActionForm>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
