// One version in the history of a playbook: what it did, who wrote it and why; an earlier one can be taken over as the
// next.

import { useTranslations } from 'next-intl';
import { ActionForm, Badge, FormError, SubmitButton } from '@/app/components/ui';
import type { PlaybookRow } from '@/lib/containment/playbook-rows';
import { restorePlaybookAction } from './actions';
import { StepList } from './step-list';

interface PlaybookVersionProps {
  one: PlaybookRow;
  current: PlaybookRow;
}

export function PlaybookVersion({ one, current }: PlaybookVersionProps) {
  const t = useTranslations('playbooks');
  const stages = useTranslations('stages');
  const { version, createdBy, createdAt: at, note, body } = one;
  const { fromStage } = body;
  const conditions = [
    ...body.accounts.map((kind) => t(`accounts.${kind}`)),
    ...(fromStage === null ? [] : [t('list.fromStage', { stage: stages(fromStage) })]),
    ...(body.isOffered ? [] : [t('list.withdrawn')]),
  ];
  return (
    <li className="rounded border border-line px-3 py-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold">{t('history.version', { version })}</h3>
        {one.id === current.id ? <Badge tone="ok">{t('history.current')}</Badge> : null}
        <span className="text-[0.8125rem] text-muted sm:ml-auto">
          {t('history.by', { name: createdBy ?? t('history.shipped'), at })}
        </span>
      </div>
      <p className="wrap-anywhere">{note}</p>
      <p className="wrap-anywhere">
        {one.nameDe} / {one.nameEn}: {conditions.join(', ')}
      </p>
      <StepList steps={body.steps} />
      {one.id === current.id ? null : <Restore one={one} current={current} />}
    </li>
  );
}

function Restore({ one, current }: PlaybookVersionProps) {
  const t = useTranslations('playbooks.history');
  const { version } = one;
  return (
    <ActionForm
      action={restorePlaybookAction}
      doneText={t('restored', { version })}
      label={t('restoreLabel', { version })}
      className="mt-1 flex flex-col gap-2"
    >
      <input type="hidden" name="key" value={one.key} readOnly />
      <input type="hidden" name="baseId" value={current.id} readOnly />
      <input type="hidden" name="versionId" value={one.id} readOnly />
      <input type="hidden" name="note" value={t('restoreNote', { version })} readOnly />
      <FormError />
      <div>
        <SubmitButton look="plain" label={t('restoreLabel', { version })}>
          {t('restore')}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
