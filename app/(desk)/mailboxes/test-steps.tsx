'use client';
// What a test found, step by step, with the server's own answer and, where a step failed, what to do.

import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { TestStep } from '@/lib/desk/test-mailbox';

export function TestSteps({ steps }: { steps: TestStep[] }) {
  const t = useTranslations('mailboxes');
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
            {step.detail ? (
              <div className="font-mono text-[0.8125rem] break-words text-muted">{step.detail}</div>
            ) : null}
            {step.advice ? <div>{lookUp(t, `problems.${step.advice}`) ?? step.advice}</div> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
