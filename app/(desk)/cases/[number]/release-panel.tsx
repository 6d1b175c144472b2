// The way out for the account: what the customer has to have done, what a person confirmed of it, and the release.

import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import {
  ActionForm,
  Alert,
  Badge,
  FormError,
  Section,
  SubmitButton,
  TextAreaField,
} from '@/app/components/ui';
import { transition } from '@/lib/cases/transitions';
import { isOpenState, type CaseState } from '@/lib/cases/types';
import { readRelease } from '@/lib/desk/read-release';
import type { ReleaseView } from '@/lib/replies/release-queries';
import type { ChecklistItem } from '@/lib/replies/types';
import { NewPasswordBlock } from './new-password/new-password-block';
import { releaseAction, tickAction } from './release-actions';
import { TargetFields, type DecisionTarget } from './target-fields';

interface ReleasePanelProps {
  found: { id: number; state: CaseState; account: { id: number; login: string } };
  target: DecisionTarget;
}

export async function ReleasePanel({ found, target }: ReleasePanelProps) {
  const [t, view] = await Promise.all([getTranslations('release'), readRelease(found.id)]);
  const isPossible = transition(found.state, 'release').ok;
  if (view === null || !isOpenState(found.state) || (!isPossible && view.ticks.length === 0)) return null;
  return (
    <Section title={t('title')} text={t('text')}>
      <ul className="rounded border border-line">
        {view.items.map((item) => (
          <Step key={item} item={item} view={view} target={target} />
        ))}
      </ul>
      <NewPasswordBlock found={found} ticks={view.ticks} target={target} />
      {view.wantedAt !== null ? (
        <Alert tone="info">{t('underWay')}</Alert>
      ) : isPossible ? (
        <Release view={view} target={target} />
      ) : null}
    </Section>
  );
}

function Step({ item, view, target }: { item: ChecklistItem; view: ReleaseView; target: DecisionTarget }) {
  const t = useTranslations('release');
  const tick = view.ticks.find((one) => one.item === item);
  const label = tick === undefined ? t('confirm') : t('takeBack');
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
      <span aria-hidden>{tick === undefined ? '☐' : '☑'}</span>
      <span>{t(`items.${item}`)}</span>
      {tick === undefined ? null : (
        <span className="text-[0.8125rem] text-muted">
          {t('confirmedBy', { name: tick.confirmedBy ?? '–', at: tick.at })}
        </span>
      )}
      {view.proposals.includes(item) ? <Badge tone="accent">{t('proposed')}</Badge> : null}
      <ActionForm
        action={tickAction}
        doneText={t('saved')}
        label={`${label}: ${t(`items.${item}`)}`}
        className="ml-auto flex flex-wrap items-center gap-2"
      >
        <TargetFields target={target} />
        <input type="hidden" name="item" value={item} readOnly />
        <input type="hidden" name="isDone" value={tick === undefined ? 'yes' : 'no'} readOnly />
        <FormError />
        <SubmitButton look={tick === undefined ? 'plain' : 'quiet'}>{label}</SubmitButton>
      </ActionForm>
    </li>
  );
}

function Release({ view: { gate }, target }: { view: ReleaseView; target: DecisionTarget }) {
  const t = useTranslations('release');
  return (
    <ActionForm
      action={releaseAction}
      doneText={t('ordered')}
      label={t('release')}
      className="mt-3 flex max-w-2xl flex-col items-start gap-2"
    >
      <TargetFields target={target} />
      {gate.isOpen ? (
        <p>{t('open')}</p>
      ) : (
        <>
          <ul className="list-disc pl-5">
            {gate.missing.length === 0 ? null : <li>{t('missing', { count: gate.missing.length })}</li>}
            {gate.isPasswordOld ? <li>{t('passwordOld')}</li> : null}
            {gate.openAnswers === 0 ? null : <li>{t('openAnswers', { count: gate.openAnswers })}</li>}
          </ul>
          <TextAreaField
            label={t('reason')}
            hint={t('reasonHint')}
            name="reason"
            rows={2}
            className="w-full"
          />
        </>
      )}
      <FormError />
      <SubmitButton>{t('release')}</SubmitButton>
    </ActionForm>
  );
}
