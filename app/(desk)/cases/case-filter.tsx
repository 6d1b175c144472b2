// Search, filters and order of the case list. A plain GET form: it works before any script does, and what it asks for
// stands in the address.

import { useTranslations } from 'next-intl';
import { SelectField, TextField } from '@/app/components/ui';
import {
  caseOrigins,
  caseSorts,
  isFiltered,
  listQuery,
  defaultView,
  searchMinChars,
  statesWithin,
  type CaseListView,
} from '@/lib/cases/list-parameters';
import type { Assignee } from '@/lib/cases/queries';
import { stageCodes } from '@/lib/scoring/stages';
import { FilterForm } from '../filter-form';

interface CaseFilterProps {
  view: CaseListView;
  assignees: Assignee[];
  /** Name of the customer that the list is narrowed to. */
  customer: string | null;
}

export function CaseFilter({ view, assignees, customer }: CaseFilterProps) {
  const t = useTranslations('cases');
  const href = `/cases${listQuery({ ...defaultView, tab: view.tab, sort: view.sort })}`;
  const clear = isFiltered(view) ? { href, text: t('clear') } : null;
  return (
    <FilterForm action="/cases" label={t('filterLabel')} submit={t('apply')} clear={clear}>
      {view.tab === 'open' ? null : <input type="hidden" name="tab" value={view.tab} />}
      {view.customer === null ? null : <input type="hidden" name="customer" value={view.customer} />}
      {view.campaign === null ? null : <input type="hidden" name="campaign" value={view.campaign} />}
      <TextField
        type="search"
        name="search"
        label={t('search')}
        placeholder={t('searchHint')}
        defaultValue={view.search ?? ''}
        minLength={searchMinChars}
        maxLength={100}
        data-page-key="/"
        className="w-full sm:w-64"
      />
      <Choices view={view} assignees={assignees} />
      {customer === null ? null : (
        <p className="w-full text-muted">{t('customerFilter', { name: customer })}</p>
      )}
      {view.campaign === null ? null : <p className="w-full text-muted">{t('campaignFilter')}</p>}
    </FilterForm>
  );
}

function Choices({ view, assignees }: Pick<CaseFilterProps, 'view' | 'assignees'>) {
  const t = useTranslations('cases');
  const stages = useTranslations('stages');
  const texts = useTranslations('case');
  const states = statesWithin(view.tab);
  const box = 'w-[calc(50%-0.375rem)] sm:w-auto';
  return (
    <>
      <SelectField name="stage" label={t('stage')} defaultValue={view.stage ?? ''} className={box}>
        <option value="">{t('anyStage')}</option>
        {stageCodes.toReversed().map((stage) => (
          <option key={stage} value={stage}>
            {stages(stage)}
          </option>
        ))}
      </SelectField>
      {states.length === 0 ? null : (
        <SelectField name="state" label={t('state')} defaultValue={view.state ?? ''} className={box}>
          <option value="">{t('anyState')}</option>
          {states.map((state) => (
            <option key={state} value={state}>
              {texts(`states.${state}`)}
            </option>
          ))}
        </SelectField>
      )}
      <SelectField name="origin" label={t('origin')} defaultValue={view.origin ?? ''} className={box}>
        <option value="">{t('anyOrigin')}</option>
        {caseOrigins.map((origin) => (
          <option key={origin} value={origin}>
            {t(`origins.${origin}`)}
          </option>
        ))}
      </SelectField>
      {view.tab === 'mine' ? null : (
        <SelectField name="assignee" label={t('assignee')} defaultValue={view.assignee ?? ''} className={box}>
          <option value="">{t('anyAssignee')}</option>
          <option value="me">{t('me')}</option>
          <option value="none">{t('nobody')}</option>
          {assignees.map(({ id, login, name, isActive }) => (
            <option key={id} value={login}>
              {isActive ? name : t('former', { name })}
            </option>
          ))}
        </SelectField>
      )}
      {view.tab === 'ended' ? null : (
        <SelectField name="sort" label={t('sort')} defaultValue={view.sort} className={box}>
          {caseSorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sorts.${sort}`)}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}
