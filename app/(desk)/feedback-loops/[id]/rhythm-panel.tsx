// The rhythm of a feedback loop: its last days, until when its silence is usual, and the outages that teach it nothing.

import { getTranslations } from 'next-intl/server';
import { ActionForm, FormError, Section, SubmitButton, TextField } from '@/app/components/ui';
import type { LoopRhythm } from '@/lib/feedback-loops/rhythm-queries';
import { markOutageAction, removeOutageAction } from './actions';
import { LoopSparkline } from '../loop-state';

interface RhythmPanelProps {
  id: number;
  rhythm: LoopRhythm;
  isAdmin: boolean;
}

export async function RhythmPanel({ id, rhythm, isAdmin }: RhythmPanelProps) {
  const t = await getTranslations('loops.rhythm');
  return (
    <Section title={t('title')} text={t('text')}>
      <div className="max-w-2xl">
        <LoopSparkline days={rhythm.days} wide />
      </div>
      <RhythmText rhythm={rhythm} />
      <h3 className="mt-4 mb-1 font-semibold">{t('outages')}</h3>
      <p className="mb-2 max-w-prose text-muted">{t('outagesText')}</p>
      {rhythm.outages.length === 0 ? <p className="text-muted">{t('noOutages')}</p> : null}
      <ul className="flex flex-col gap-1">
        {rhythm.outages.map((outage) => (
          <li key={outage.id} className="flex flex-wrap items-center gap-x-3">
            {t('span', { from: new Date(outage.fromDay), to: new Date(outage.toDay) })}
            <span className="text-muted">{outage.markedBy ?? t('byDesk')}</span>
            {isAdmin ? <RemoveOutage id={outage.id} /> : null}
          </li>
        ))}
      </ul>
      {isAdmin ? <OutageForm id={id} rhythm={rhythm} /> : null}
    </Section>
  );
}

async function RhythmText({ rhythm: { state, silentSince, alarmAt, lastReportAt } }: { rhythm: LoopRhythm }) {
  const t = await getTranslations('loops.rhythm');
  const last = lastReportAt === null ? t('never') : t('last', { at: lastReportAt });
  if (state !== 'active') return <p className="mt-2">{last}</p>;
  if (silentSince !== null)
    return (
      <p className="mt-2 max-w-prose rounded border-l-4 border-danger bg-danger-soft px-3 py-2">
        {t('silent', { since: silentSince })}
      </p>
    );
  return (
    <p className="mt-2">
      {last} {alarmAt === null ? t('notJudged') : t('alarmAt', { at: alarmAt })}
    </p>
  );
}

async function RemoveOutage({ id }: { id: number }) {
  const t = await getTranslations('loops.rhythm');
  return (
    <ActionForm action={removeOutageAction} label={t('removeOutage')} doneText={t('removed')}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton look="quiet">{t('removeOutage')}</SubmitButton>
      <FormError />
    </ActionForm>
  );
}

async function OutageForm({ id, rhythm }: { id: number; rhythm: LoopRhythm }) {
  const t = await getTranslations('loops.rhythm');
  return (
    <ActionForm
      action={markOutageAction}
      label={t('mark')}
      doneText={t('marked')}
      resetWhenDone
      className="mt-3 flex max-w-2xl flex-col gap-2"
    >
      <input type="hidden" name="id" value={id} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          type="date"
          name="from"
          label={t('from')}
          defaultValue={rhythm.proposedFrom ?? ''}
          required
        />
        <TextField type="date" name="to" label={t('to')} defaultValue={rhythm.proposedTo ?? ''} required />
      </div>
      <FormError />
      <div>
        <SubmitButton look="plain">{t('mark')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
