// What came in for our own feedback loop: counts of 30 days, and one row each with what became of it. Whose mailbox it was
// is not told here.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { EmptyState, Pagination, Table, Td, Th } from '@/app/components/ui';
import type { InputCount, InputRow } from '@/lib/own-loop/input-queries';

interface InputSectionProps {
  counts: InputCount[];
  /** One more than a page, where there is another. */
  inputs: InputRow[];
  pageSize: number;
  isFirst: boolean;
}

export function InputSection({ counts, inputs, pageSize, isFirst }: InputSectionProps) {
  const t = useTranslations('ownLoop');
  if (inputs.length === 0 && counts.length === 0)
    return <EmptyState title={t('noInputs')} text={t('noInputsText')} />;
  return (
    <>
      <CountTable counts={counts} />
      <InputTable inputs={inputs.slice(0, pageSize)} />
      <Pagination
        firstHref={isFirst ? null : '/own-loop'}
        nextHref={inputs.length > pageSize ? `/own-loop?before=${inputs[pageSize - 1]?.id}` : null}
      />
    </>
  );
}

function CountTable({ counts }: { counts: InputCount[] }) {
  const t = useTranslations('ownLoop');
  return (
    <div className="mb-4 max-w-2xl">
      <Table label={t('inputCounts')}>
        <thead>
          <tr>
            <Th>{t('way')}</Th>
            <Th>{t('kind')}</Th>
            <Th>{t('inputOutcome')}</Th>
            <Th align="right">{t('inputCount')}</Th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ way, kind, outcome, count }) => (
            <tr key={`${way} ${kind} ${outcome}`}>
              <Td>{t(`inputWays.${way}`)}</Td>
              <Td>{t(`kinds.${kind}`)}</Td>
              <Td>{t(`outcomes.${outcome}`)}</Td>
              <Td align="right">{t('number', { count })}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function InputTable({ inputs }: { inputs: InputRow[] }) {
  const t = useTranslations('ownLoop');
  const format = useFormatter();
  return (
    <Table label={t('inputs')}>
      <thead>
        <tr>
          <Th>{t('at')}</Th>
          <Th>{t('way')}</Th>
          <Th>{t('kind')}</Th>
          <Th>{t('inputOutcome')}</Th>
        </tr>
      </thead>
      <tbody>
        {inputs.map(({ id, at, way, kind, outcome, rawMessageId }) => (
          <tr key={id}>
            <Td className="whitespace-nowrap">{format.dateTime(at, 'short')}</Td>
            <Td>
              {rawMessageId === null ? (
                t(`inputWays.${way}`)
              ) : (
                <Link href={`/intake/${rawMessageId}`} prefetch={false}>
                  {t('inputMail', { id: rawMessageId })}
                </Link>
              )}
            </Td>
            <Td>{t(`kinds.${kind}`)}</Td>
            <Td>{t(`outcomes.${outcome}`)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
