// Measures: what stands on the account, how far each is and what proves it, and what can be ordered. Nothing here is said
// before the rows say it; the page is made again when they change.

import { getTranslations } from 'next-intl/server';
import { Alert, Section } from '@/app/components/ui';
import { ClientMessages } from '@/app/components/shell/client-messages';
import type { CaseDetail } from '@/lib/cases/detail-queries';
import { transition } from '@/lib/cases/transitions';
import { listMeasures } from '@/lib/containment/queries';
import { planMeasures } from '@/lib/desk/plan-measures';
import type { DecisionTarget } from '../target-fields';
import { MeasureItem } from './measure-item';
import { isUnderWay } from './measure-state';
import { OrderButtons } from './order-buttons';
import { WatchMeasures } from './watch-measures';

interface MeasuresPanelProps {
  /** As `measuresMark` gave it before anything of the page was read. */
  mark: string;
  found: CaseDetail;
  userId: number;
  target: DecisionTarget;
}

export async function MeasuresPanel({ mark, found, userId, target }: MeasuresPanelProps) {
  const [t, measures, plan] = await Promise.all([
    getTranslations('measures'),
    listMeasures(found.id, found.account.id),
    planMeasures(found.account.id),
  ]);
  const standing = measures.filter((one) => one.endedAt === null);
  const over = measures.filter((one) => one.endedAt !== null);
  const needsSomebody = standing.filter(({ state }) => state === 'refuted' || state === 'unknown');
  const mayOrder = found.state === 'contained' || transition(found.state, 'contain').ok;
  const inForce = standing.map(({ kind, connector }) => ({ kind, connectorId: connector.id }));
  return (
    <div id="measures">
      <Section title={t('title')}>
        <div className="flex flex-col gap-3">
          {needsSomebody.length === 0 ? null : (
            <Alert tone="warn" title={t('attention.title', { count: needsSomebody.length })}>
              {t('attention.text')}
            </Alert>
          )}
          {standing.length === 0 ? <p className="text-muted">{t('nothing')}</p> : null}
          <ul className="flex flex-col gap-3 empty:hidden">
            {[...needsSomebody, ...standing.filter((one) => !needsSomebody.includes(one))].map((one) => (
              <MeasureItem key={one.id} one={one} found={found} userId={userId} target={target} />
            ))}
          </ul>
          {mayOrder ? (
            <ClientMessages namespaces={['measures']}>
              <OrderButtons
                plan={plan}
                inForce={inForce}
                login={found.account.login}
                customer={found.customer?.name ?? null}
                target={target}
              />
            </ClientMessages>
          ) : null}
          {over.length === 0 ? null : (
            <details>
              <summary className="text-accent">{t('over', { count: over.length })}</summary>
              <ul className="mt-2 flex flex-col gap-3">
                {over.map((one) => (
                  <MeasureItem key={one.id} one={one} found={found} userId={userId} target={target} />
                ))}
              </ul>
            </details>
          )}
        </div>
        <WatchMeasures
          href={`/cases/${found.number}/measures/news`}
          mark={mark}
          isUnderWay={standing.some(isUnderWay)}
        />
      </Section>
    </div>
  );
}
