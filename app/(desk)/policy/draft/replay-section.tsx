// The replays of a draft: asking for one, how far it is, and what the latest of each kind came to.

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Alert, Section, ShortTime } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import { replayCovers, replayHoldsHours, type PolicyDraft, type PolicyReplay } from '@/lib/policies/types';
import { requestReplayAction } from '../actions';
import { PolicyAction } from '../policy-action';
import { MailboxPanel } from './mailbox-panel';
import { ReloadWhileOpen } from './reload-while-open';
import { ReplayResultView } from './replay-result';

interface SectionProps {
  draft: PolicyDraft;
  replays: PolicyReplay[];
  canAct: boolean;
  now: Date;
}

function isOpen({ state }: PolicyReplay): boolean {
  return state === 'uploading' || state === 'waiting' || state === 'running';
}

export function ReplaySection({ draft, replays, canAct, now }: SectionProps) {
  const t = useTranslations('policy');
  const ofSource = (source: PolicyReplay['source']) => replays.find((replay) => replay.source === source);
  const [kept, mailbox] = [ofSource('kept'), ofSource('mailbox')];
  return (
    <>
      {replays.some(isOpen) ? <ReloadWhileOpen /> : null}
      <Section title={t('replay.title')} text={t('replay.text')}>
        <div className="flex flex-col gap-4">
          {canAct && !(kept && isOpen(kept)) ? (
            <ClientMessages namespaces={['policy']}>
              <PolicyAction
                key={draft.version}
                action={requestReplayAction}
                values={{ version: draft.version }}
                text={kept === undefined ? t('replay.start') : t('replay.again')}
                doneText={t('replay.started')}
                look={kept && replayCovers(kept, draft, now) ? 'plain' : 'primary'}
              />
            </ClientMessages>
          ) : null}
          {kept === undefined ? null : <Replay replay={kept} draft={draft} now={now} />}
        </div>
      </Section>
      {canAct || mailbox !== undefined ? (
        <Section title={t('mailbox.title')} text={t('mailbox.text')}>
          <div className="flex flex-col gap-4">
            {canAct && !(mailbox && isOpen(mailbox)) ? (
              <ClientMessages namespaces={['policy']}>
                <MailboxPanel />
              </ClientMessages>
            ) : null}
            {mailbox === undefined ? null : <Replay replay={mailbox} draft={draft} now={now} />}
          </div>
        </Section>
      ) : null}
    </>
  );
}

function Replay({ replay, draft, now }: { replay: PolicyReplay; draft: PolicyDraft; now: Date }) {
  const t = useTranslations('policy.replay');
  const { result, requestedAt, requestedBy, fileName } = replay;
  return (
    <div>
      <p className="mb-2 text-muted">
        {t('of')} <ShortTime date={requestedAt} />
        {fileName === null ? null : <span className="break-all"> · {fileName}</span>} ·{' '}
        {t('by', { name: requestedBy ?? '–' })}
      </p>
      <ReplayState replay={replay} />
      {result === null ? null : (
        <>
          <Caveat replay={replay} draft={draft} now={now} />
          <ReplayResultView result={result} />
        </>
      )}
    </div>
  );
}

function ReplayState({ replay }: { replay: PolicyReplay }): ReactNode {
  const t = useTranslations('policy.replay');
  const { state, progress, total, source, failure } = replay;
  if (state === 'done') return null;
  if (state === 'failed') {
    const reason = failure === null ? null : lookUp(t, `failures.${failure}`);
    return <Alert tone="warn">{reason ?? t('states.failed')}</Alert>;
  }
  return (
    <p role="status" className="flex flex-wrap items-center gap-3">
      <progress
        aria-label={t('progress')}
        max={Math.max(1, total)}
        value={state === 'running' && total > 0 ? progress : undefined}
        className="w-48"
      />
      {state === 'running' ? t(`states.running.${source}`, { progress, total }) : t(`states.${state}`)}
    </p>
  );
}

/** A result stays to be read; what it is no longer worth is said. */
function Caveat({ replay, draft, now }: { replay: PolicyReplay; draft: PolicyDraft; now: Date }) {
  const t = useTranslations('policy.replay');
  const isOutdated = replay.digest !== draft.digest || replay.baseId !== draft.baseId;
  const isOld =
    replay.source === 'kept' && !replayCovers({ ...replay, ...draft, source: 'kept' }, draft, now);
  if (!isOutdated && !isOld) return null;
  return (
    <div className="mb-3">
      <Alert tone="warn">{isOutdated ? t('outdated') : t('old', { hours: replayHoldsHours })}</Alert>
    </div>
  );
}
