// What the desk did by itself on this case, or would have done: with what it followed from, until a person has looked.

import { useTranslations } from 'next-intl';
import { ActionForm, Alert, FormError, SubmitButton, TextAreaField } from '@/app/components/ui';
import type { AutomaticView } from '@/lib/containment/automatic-queries';
import { lookUp } from '@/lib/i18n/look-up';
import { stageOfRank } from '@/lib/scoring/stages';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { seeAutomaticAction } from './actions';

interface AutomaticNotesProps {
  notes: AutomaticView[];
  target: DecisionTarget;
}

export function AutomaticNotes({ notes, target }: AutomaticNotesProps) {
  const t = useTranslations('playbooks.automatic');
  const seen = notes.filter(({ seenAt }) => seenAt !== null);
  return (
    <>
      {notes
        .filter(({ seenAt }) => seenAt === null)
        .map((note) => (
          <Unseen key={note.id} note={note} target={target} />
        ))}
      {seen.length === 0 ? null : (
        <details>
          <summary className="text-accent">{t('earlier', { count: seen.length })}</summary>
          <ul className="mt-1 flex flex-col gap-2">
            {seen.map((note) => (
              <li key={note.id} className="text-[0.8125rem]">
                <Title note={note} />, {t('at', { at: note.at })}
                <br />
                <Facts note={note} />
                <br />
                <span className="text-muted">
                  {t('seenBy', { name: note.seenBy ?? '–', at: note.seenAt ?? note.at })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Title({ note: { kind, outcome } }: { note: AutomaticView }) {
  const t = useTranslations('playbooks.automatic');
  const measure = useTranslations('measures')(`kinds.${kind}`);
  return t(outcome === 'acted' ? 'actedTitle' : 'proposedTitle', { measure });
}

function Facts({ note: { facts } }: { note: AutomaticView }) {
  const t = useTranslations('playbooks.automatic');
  const stages = useTranslations('stages');
  const { stage, logSignals: signals, complainants, reporters, trap } = facts;
  return t('facts', {
    stage: stages(stageOfRank(stage)),
    signals,
    complainants,
    reporters,
    trap: String(trap),
  });
}

function Unseen({ note, target }: { note: AutomaticView; target: DecisionTarget }) {
  const t = useTranslations('playbooks.automatic');
  const reload = useTranslations('playbooks.plan')('reload');
  const { policyId: policy, code, outcome, at } = note;
  const why = code === null ? '' : (lookUp(t, `codes.${code}`) ?? code);
  return (
    <Alert tone="warn" title={<Title note={note} />}>
      <p className="text-[0.8125rem] text-muted">{t('at', { at })}</p>
      <p>{outcome === 'acted' ? t('actedText', { policy }) : t('proposedText', { policy, why })}</p>
      <p className="mt-1 text-[0.8125rem]">
        <Facts note={note} />
      </p>
      <ActionForm
        action={seeAutomaticAction}
        doneText={t('seenDone')}
        label={t('seen')}
        className="mt-2 flex flex-col gap-2"
      >
        <TargetFields target={target} />
        <input type="hidden" name="automaticId" value={note.id} readOnly />
        <TextAreaField name="note" label={t('note')} rows={2} maxLength={4000} optional />
        <FormError />
        <ReloadWhenStale label={reload} />
        <div>
          <SubmitButton>{t('seen')}</SubmitButton>
        </div>
      </ActionForm>
    </Alert>
  );
}
