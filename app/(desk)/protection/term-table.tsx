// Terms of products: which measure they allow since when, by which clause; and the form that states one.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  FormError,
  Section,
  SelectField,
  SubmitButton,
  Table,
  Td,
  TextField,
  Th,
} from '@/app/components/ui';
import type { ProductTerm } from '@/lib/containment/protection-queries';
import { measureKinds, type MeasureKind } from '@/lib/containment/types';
import { removeTermAction, termAction } from './actions';

export function TermTable({ terms, contracts }: { terms: ProductTerm[]; contracts: string[] }) {
  const t = useTranslations('connectors.protection');
  return (
    <Section title={t('termsTitle')} text={t('termsText')}>
      {terms.length === 0 ? (
        <p className="mb-3 text-muted">{t('noTerms')}</p>
      ) : (
        <div className="mb-3">
          <Table label={t('termsTitle')}>
            <thead>
              <tr>
                <Th>{t('contract')}</Th>
                <Th>{t('measures')}</Th>
                <Th>{t('validSince')}</Th>
                <Th>{t('clause')}</Th>
              </tr>
            </thead>
            <tbody>
              {groupTerms(terms).map((group) => (
                <GroupRow key={`${group.contract} ${group.since} ${group.clause ?? ''}`} group={group} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <TermForm contracts={contracts} />
    </Section>
  );
}

/** What one clause of one contract allows since one day. */
interface TermGroup extends Omit<ProductTerm, 'measure'> {
  measures: MeasureKind[];
}

/** In the order of `terms`; measures in the order in which orders offer them. */
function groupTerms(terms: readonly ProductTerm[]): TermGroup[] {
  const groups = new Map<string, TermGroup>();
  for (const { contract, since, clause, measure } of terms) {
    const key = JSON.stringify([contract, since, clause]);
    const group = groups.get(key) ?? { contract, since, clause, measures: [] };
    groups.set(key, { ...group, measures: [...group.measures, measure] });
  }
  return [...groups.values()].map((group) => ({
    ...group,
    measures: measureKinds.filter((kind) => group.measures.includes(kind)),
  }));
}

function GroupRow({ group: { contract, since, clause, measures } }: { group: TermGroup }) {
  const t = useTranslations('connectors.protection');
  return (
    <tr>
      <Td className="wrap-anywhere">{contract}</Td>
      <Td>
        <ul className="flex flex-wrap gap-1">
          {measures.map((measure) => (
            <TermChip key={measure} contract={contract} measure={measure} />
          ))}
        </ul>
      </Td>
      <Td className="whitespace-nowrap">{t('day', { day: new Date(since) })}</Td>
      <Td>{clause ?? '–'}</Td>
    </tr>
  );
}

function TermChip({ contract, measure }: Pick<ProductTerm, 'contract' | 'measure'>) {
  const t = useTranslations('connectors.protection');
  const what = useTranslations('measures.kinds')(measure);
  const label = t('removeLabel', { what: `${contract}: ${what}` });
  return (
    <li className="flex items-center rounded border border-line bg-panel pl-2">
      {what}
      <ActionForm action={removeTermAction} doneText={t('removed')} label={label}>
        <input type="hidden" name="contract" value={contract} />
        <input type="hidden" name="measure" value={measure} />
        <SubmitButton look="quiet" label={label}>
          <span aria-hidden>×</span>
        </SubmitButton>
        <FormError />
      </ActionForm>
    </li>
  );
}

function TermForm({ contracts }: { contracts: string[] }) {
  const t = useTranslations('connectors.protection');
  const kinds = useTranslations('measures.kinds');
  return (
    <ActionForm
      action={termAction}
      doneText={t('stated')}
      label={t('addTerm')}
      className="flex max-w-2xl flex-col gap-2"
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          name="contract"
          label={t('contract')}
          hint={t('contractHint')}
          list="contracts"
          autoComplete="off"
          maxLength={200}
        />
        <SelectField name="measure" label={t('measure')} defaultValue="send-lock">
          {measureKinds.map((kind) => (
            <option key={kind} value={kind}>
              {kinds(kind)}
            </option>
          ))}
        </SelectField>
        <TextField type="date" name="since" label={t('validSince')} />
        <TextField name="clause" label={t('clause')} hint={t('clauseHint')} maxLength={200} optional />
      </div>
      <datalist id="contracts">
        {contracts.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <FormError />
      <div>
        <SubmitButton>{t('addTerm')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
