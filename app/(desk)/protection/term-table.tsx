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
import { measureKinds } from '@/lib/containment/types';
import { removeTermAction, termAction } from './actions';

export function TermTable({ terms, contracts }: { terms: ProductTerm[]; contracts: string[] }) {
  const t = useTranslations('connectors.protection');
  const common = useTranslations('common');
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
                <Th>{t('measure')}</Th>
                <Th>{t('validSince')}</Th>
                <Th>{t('clause')}</Th>
                <Th>
                  <span className="sr-only">{common('remove')}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {terms.map((term) => (
                <TermRow key={`${term.contract} ${term.measure}`} term={term} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <TermForm contracts={contracts} />
    </Section>
  );
}

function TermRow({ term: { contract, measure, since, clause } }: { term: ProductTerm }) {
  const t = useTranslations('connectors.protection');
  const common = useTranslations('common');
  const what = useTranslations('measures.kinds')(measure);
  const label = t('removeLabel', { what: `${contract}: ${what}` });
  return (
    <tr>
      <Td className="wrap-anywhere">{contract}</Td>
      <Td>{what}</Td>
      <Td className="whitespace-nowrap">{t('day', { day: new Date(since) })}</Td>
      <Td>{clause ?? '–'}</Td>
      <Td align="right">
        <ActionForm action={removeTermAction} doneText={t('removed')} label={label}>
          <input type="hidden" name="contract" value={contract} />
          <input type="hidden" name="measure" value={measure} />
          <SubmitButton look="quiet" label={label}>
            {common('remove')}
          </SubmitButton>
          <FormError />
        </ActionForm>
      </Td>
    </tr>
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
