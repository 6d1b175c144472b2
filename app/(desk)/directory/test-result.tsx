'use client';
// What a test found, step by step, and rows as they would be understood; of a CSV, what is wrong in which line.

import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import type { CsvPreview } from '@/lib/desk/preview-csv';
import type { DirectoryTestResult } from '@/lib/desk/test-directory';
import { lookUp } from '@/lib/i18n/look-up';
import { FaultText } from './fault-text';
import { FindingTable } from './finding-table';
import { SampleTables } from './sample-tables';

export function TestResult({ tested }: { tested: DirectoryTestResult }) {
  const t = useTranslations('directory');
  const { steps, sample, preview } = tested;
  const allGood = steps.every((step) => step.ok);
  return (
    <section aria-label={t('testResult')} role="status" className="rounded border border-line">
      <p className="border-b border-line bg-panel px-3 py-1.5 font-semibold">
        {allGood ? t('testGood') : t('testBad')}
      </p>
      <ol>
        {steps.map((step, position) => (
          <li key={position} className="border-b border-line px-3 py-1.5 last:border-b-0">
            <Badge tone={step.ok ? 'ok' : 'danger'}>{step.ok ? t('stepOk') : t('stepFailed')}</Badge>{' '}
            <span className="font-medium">{lookUp(t, `steps.${step.code}`) ?? step.code}</span>
            <div>
              {step.ok ? (
                <Detail detail={step.detail} />
              ) : (
                <FaultText code={String(step.detail['fault'] ?? '')} detail={step.detail} />
              )}
            </div>
          </li>
        ))}
      </ol>
      {preview === null ? null : <Preview preview={preview} />}
      {sample === null ? null : (
        <div className="flex flex-col gap-3 border-t border-line p-3">
          <SampleTables sample={sample} />
          {sample.problems.length > 0 ? <FindingTable findings={sample.problems} /> : null}
        </div>
      )}
    </section>
  );
}

function Detail({ detail }: { detail: Readonly<Record<string, string | number>> }) {
  const t = useTranslations('directory');
  const format = useFormatter();
  const facts = Object.entries(detail).filter(([, value]) => value !== '');
  if (facts.length === 0) return null;
  const text = (value: string | number) =>
    typeof value === 'number'
      ? format.number(value, { useGrouping: false })
      : (lookUp(t, `values.${value}`) ?? value);
  return (
    <span className="font-mono text-[0.8125rem] break-words text-muted">
      {facts.map(([name, value]) => `${lookUp(t, `details.${name}`) ?? name}: ${text(value)}`).join(' · ')}
    </span>
  );
}

function Preview({ preview }: { preview: CsvPreview }) {
  const t = useTranslations('directory');
  const { facts, accounts, customers, aliases, problems, sample } = preview;
  const delimiter = facts.delimiter === '\t' ? t('tab') : facts.delimiter;
  return (
    <div className="flex flex-col gap-3 border-t border-line p-3">
      <p>
        {t('csvFacts', { encoding: facts.encoding, delimiter })}{' '}
        {t('csvCounts', { accounts, customers, aliases })}
      </p>
      {facts.unknown.length === 0 ? null : <p>{t('csvUnknown', { columns: facts.unknown.join(', ') })}</p>}
      <SampleTables sample={sample} />
      {problems === 0 ? null : (
        <>
          <p className="font-medium">
            {t('csvProblems', { count: problems, shown: sample.problems.length })}
          </p>
          <FindingTable findings={sample.problems} />
        </>
      )}
    </div>
  );
}
