'use client';
// What the test of a connector came to, step by step, with what to do about the one that failed.

import { useTranslations } from 'next-intl';
import { Badge } from '@/app/components/ui';
import type { ConnectorTestStep } from '@/lib/containment/types';
import { lookUp } from '@/lib/i18n/look-up';

export function TestSteps({ steps }: { steps: ConnectorTestStep[] }) {
  const t = useTranslations('connectors');
  const codes = useTranslations('measures.codes');
  return (
    <section aria-label={t('testResult')} role="status" className="rounded border border-line">
      <ol>
        {steps.map(({ code, ok, detail }, i) => (
          <li key={`${code} ${i}`} className="border-b border-line px-3 py-1.5 last:border-b-0">
            <Badge tone={ok ? 'ok' : 'danger'}>{t(ok ? 'stepOk' : 'stepFailed')}</Badge>{' '}
            <span className="font-medium">{lookUp(t, `steps.${code}`) ?? lookUp(codes, code) ?? code}</span>
            {lookUp(t, `advice.${code}`) === null ? null : <div>{lookUp(t, `advice.${code}`)}</div>}
            <div className="font-mono text-[0.8125rem] wrap-anywhere text-muted">
              {Object.values(detail).join(' ')}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
