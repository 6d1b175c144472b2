// Playbooks on a case: what is due or needs somebody, the way to start one, and the runs with how far each step is.

import { getLocale, getTranslations } from 'next-intl/server';
import { LinkButton, Section } from '@/app/components/ui';
import { ClientMessages } from '@/app/components/shell/client-messages';
import type { CaseDetail } from '@/lib/cases/detail-queries';
import { isOpenState } from '@/lib/cases/types';
import { listAutomatic } from '@/lib/containment/automatic-queries';
import { listRuns } from '@/lib/containment/playbook-queries';
import { WatchMeasures } from '../measures/watch-measures';
import type { DecisionTarget } from '../target-fields';
import { AutomaticNotes } from './automatic-notes';
import { OpenSteps } from './open-steps';
import { RunItem } from './run-item';

interface PlaybookPanelProps {
  /** As `measuresMark` gave it before anything of the page was read. */
  mark: string;
  found: CaseDetail;
  target: DecisionTarget;
}

export async function PlaybookPanel({ mark, found, target }: PlaybookPanelProps) {
  const [t, locale, runs, automatic] = await Promise.all([
    getTranslations('playbooks'),
    getLocale(),
    listRuns(found.id),
    listAutomatic(found.id),
  ]);
  const [latest, ...earlier] = runs.map(({ nameDe, nameEn, ...run }) => ({
    ...run,
    name: locale === 'de' ? nameDe : nameEn,
  }));
  const all = latest === undefined ? [] : [latest, ...earlier];
  const isWaiting = all.some(({ steps }) =>
    steps.some(({ detail, state }) => detail.kind === 'notice' && state === 'waiting'),
  );
  return (
    <div id="playbooks">
      <Section
        title={t('panel.title')}
        actions={
          isOpenState(found.state) ? (
            <LinkButton
              href={`/cases/${found.number}/playbook`}
              prefetch={false}
              data-page-key="p"
              aria-keyshortcuts="p"
            >
              {t('panel.open')}
            </LinkButton>
          ) : null
        }
      >
        <ClientMessages namespaces={['playbooks', 'measures', 'notices']}>
          <div className="flex flex-col gap-3">
            <AutomaticNotes notes={automatic} target={target} />
            <OpenSteps runs={all} number={found.number} target={target} />
            {latest === undefined ? (
              <p className="text-muted">{t('panel.none')}</p>
            ) : (
              <RunItem run={latest} target={target} />
            )}
            {earlier.length === 0 ? null : (
              <details>
                <summary className="text-accent">{t('panel.over', { count: earlier.length })}</summary>
                <div className="mt-2 flex flex-col gap-3">
                  {earlier.map((run) => (
                    <RunItem key={run.id} run={run} target={target} />
                  ))}
                </div>
              </details>
            )}
          </div>
        </ClientMessages>
        {isWaiting ? (
          <WatchMeasures href={`/cases/${found.number}/measures/news`} mark={mark} isUnderWay />
        ) : null}
      </Section>
    </div>
  );
}
