// Every attempt at a measure, step by step, newest first: what was asked and what was answered. Folded.

import { useFormatter, useTranslations } from 'next-intl';
import type { StepView } from '@/lib/containment/queries';
import { lookUp } from '@/lib/i18n/look-up';

export function AttemptList({ steps }: { steps: StepView[] }) {
  const t = useTranslations('measures');
  const format = useFormatter();
  if (steps.length === 0) return null;
  return (
    <details className="mt-2 text-[0.8125rem]">
      <summary className="text-accent">{t('attempts', { count: steps[0]?.attempt ?? 0 })}</summary>
      <ol className="mt-1 border-l border-line pl-3">
        {steps.map((one) => (
          <li key={one.id} className="mb-1">
            <span aria-hidden>{one.ok ? '✓' : '✗'} </span>
            <span className="sr-only">{t(one.ok ? 'stepOk' : 'stepFailed')} </span>
            <span className="text-muted">
              {t('attempt', { attempt: one.attempt })} · {format.dateTime(one.at, 'exact')} ·{' '}
            </span>
            {t(`steps.${one.step}`)}
            <Detail detail={one.detail} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Detail({ detail }: { detail: Record<string, unknown> }) {
  const t = useTranslations('measures');
  const { code, ...rest } = detail;
  const words = typeof code === 'string' ? (lookUp(t, `codes.${code}`) ?? code) : null;
  const left = Object.entries(rest).filter(([, value]) => value !== null && !isEmpty(value));
  return (
    <>
      {words === null ? null : <>: {words}</>}
      {left.length === 0 ? null : (
        <span className="block font-mono wrap-anywhere text-muted">
          {left.map(([name, value]) => `${name}=${plain(value)}`).join(' ')}
        </span>
      )}
    </>
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
