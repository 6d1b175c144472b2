// A calculation, line by line, with the result after each line: what the number on top is made of.

import { useFormatter, useTranslations } from 'next-intl';
import { classNames } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import { runningResults } from '@/lib/scoring/running-results';
import type { ScoreLine } from '@/lib/scoring/types';

interface ScoreStepsProps {
  lines: ScoreLine[];
  /** Names of reporters by their keys. */
  labels?: ReadonlyMap<string, string>;
  label: string;
}

export function ScoreSteps({ lines, labels, label }: ScoreStepsProps) {
  const t = useTranslations('case');
  const format = useFormatter();
  if (lines.length === 0) return <p className="text-muted">{t('why.noLines')}</p>;
  return (
    <table className="w-full" aria-label={label}>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t('why.step')}</th>
          <th scope="col">{t('why.effect')}</th>
          <th scope="col">{t('why.result')}</th>
        </tr>
      </thead>
      <tbody>
        {runningResults(lines).map(({ line, result }, i) => (
          <tr key={i} className={classNames('border-t border-line first:border-t-0', lookOf(line))}>
            <td className="py-0.5 pr-2 break-words">
              <LineText line={line} labels={labels} />
            </td>
            <td className="py-0.5 pr-2 text-right whitespace-nowrap text-muted">
              {line.code === 'complaints'
                ? '='
                : t(`ops.${operationOf(line)}`, { factor: Math.abs(line.factor) })}
            </td>
            <td className="w-16 py-0.5 text-right whitespace-nowrap">{format.number(result, 'score')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// What a cap takes away is a `plus` below zero.
function operationOf({ op, factor }: ScoreLine): ScoreLine['op'] | 'minus' {
  return op === 'plus' && factor < 0 ? 'minus' : op;
}

// A line that changes nothing is worth reading once, not each time.
function lookOf({ code, op, factor }: ScoreLine): string | false {
  if (code === 'complaints') return 'font-semibold';
  return ((op === 'times' && factor === 1) || (op === 'plus' && factor === 0)) && 'text-muted';
}

function LineText({ line, labels }: { line: ScoreLine; labels: ReadonlyMap<string, string> | undefined }) {
  const t = useTranslations('case');
  const key = line.detail?.['reporterKey'];
  const values: Record<string, string | number> = { ...line.detail };
  if (typeof key === 'string') values['reporterKey'] = labels?.get(key) ?? key;
  return lookUp(t, `lines.${line.code}`, values) ?? line.code;
}
