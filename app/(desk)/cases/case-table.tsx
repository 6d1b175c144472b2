// The list itself: one line per case from 1024 px on, a card below. Rendered on the server; what acts in it are links,
// checkboxes and one form.

import { useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton, Table, Th } from '@/app/components/ui';
import type { Assignee, CaseRow } from '@/lib/cases/queries';
import { takeCasesAction } from './actions';
import { CaseLine } from './case-line';
import { FormMessage } from './form-message';

interface CaseTableProps {
  rows: CaseRow[];
  assignees: Assignee[];
  /** Query of the list, so that a case knows its neighbours. */
  list: string;
  now: Date;
  isEnded: boolean;
}

export function CaseTable({ rows, assignees, list, now, isEnded }: CaseTableProps) {
  const t = useTranslations('cases');
  const names = new Map(assignees.map(({ id, name }) => [id, name]));
  return (
    <ActionForm action={takeCasesAction} label={t('title')} resetWhenDone className="group/list">
      <Table label={t('title')} className="max-lg:block">
        <thead className="max-lg:sr-only">
          <tr>
            <Th className="pr-0">
              <span className="sr-only">{t('keys.select')}</span>
            </Th>
            <Th>{t('columns.stage')}</Th>
            <Th align="right">{t('columns.score')}</Th>
            <Th>{t('columns.account')}</Th>
            <Th align="right">
              <span title={t('columns.complaintsHint')}>{t('columns.complaints')}</span>
            </Th>
            <Th>{t('columns.days')}</Th>
            <Th align="right">
              <span className="whitespace-normal">{t('columns.complainants')}</span>
            </Th>
            <Th align="right">{t('columns.reporters')}</Th>
            <Th>{t('columns.seen')}</Th>
            <Th>{t('columns.subjects')}</Th>
            <Th align="right">
              <span title={t('columns.incidentsHint')}>{t('columns.incidents')}</span>
            </Th>
            <Th>{t('columns.assignee')}</Th>
          </tr>
        </thead>
        <tbody className="max-lg:block">
          {rows.map((row) => (
            <CaseLine
              key={row.id}
              row={row}
              assignee={names.get(row.assigneeId ?? 0) ?? null}
              list={list}
              now={now}
            />
          ))}
        </tbody>
      </Table>
      {isEnded ? null : (
        <div className="mt-2">
          <FormMessage />
        </div>
      )}
      {isEnded ? null : (
        <div className="sticky bottom-14 z-10 mt-2 hidden items-center gap-3 rounded border border-line bg-raised px-3 py-2 group-has-[[data-mark]:checked]/list:flex lg:bottom-2">
          <SubmitButton>{t('keys.take')}</SubmitButton>
          <FormError />
        </div>
      )}
    </ActionForm>
  );
}
