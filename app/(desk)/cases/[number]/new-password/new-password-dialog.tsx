'use client';
// The dialog in which a new password is set and shown, once: what it shows lives in this component alone and is gone when
// it closes.

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import {
  ActionForm,
  Alert,
  Button,
  Dialog,
  FormError,
  SelectField,
  SubmitButton,
  TextAreaField,
} from '@/app/components/ui';
import type { NewPassword } from '@/lib/desk/set-new-password';
import { lookUp } from '@/lib/i18n/look-up';
import { ReloadWhenStale } from '../reload-when-stale';
import { TargetFields, type DecisionTarget } from '../target-fields';
import { newPasswordAction } from './actions';
import { ShownPassword } from './shown-password';

interface NewPasswordDialogProps {
  login: string;
  connectors: { id: number; name: string }[];
  /** Why there is no button, in words or ''; null: there is. A password that is being shown stays all the same. */
  inTheWay: string | null;
  /** The terms do not speak of it. */
  needsReason: boolean;
  target: DecisionTarget;
}

export function NewPasswordDialog(props: NewPasswordDialogProps) {
  const { login, connectors, inTheWay, needsReason, target } = props;
  const t = useTranslations('release.newPassword');
  const [isOpen, setOpen] = useState(false);
  const [answer, setAnswer] = useState<NewPassword | null>(null);
  const close = () => {
    setOpen(false);
    setAnswer(null);
  };
  return (
    <div className="mt-2 empty:hidden">
      {inTheWay === null ? <Button onClick={() => setOpen(true)}>{t('open')}</Button> : null}
      {inTheWay ? <p className="max-w-2xl text-muted">{inTheWay}</p> : null}
      <Dialog open={isOpen} onClose={close} title={t('title', { login })}>
        {answer?.result === 'set' ? (
          <ShownPassword answer={answer} onClose={close} />
        ) : (
          <ActionForm
            action={newPasswordAction}
            onDone={setAnswer}
            label={t('title', { login })}
            className="flex flex-col gap-3"
          >
            <TargetFields target={target} />
            {answer === null ? (
              <>
                <p>{t('text')}</p>
                <p>{t('identity')}</p>
              </>
            ) : (
              <Failed answer={answer} />
            )}
            <Connector connectors={connectors} />
            {needsReason ? (
              <TextAreaField
                name="overrideReason"
                label={t('override')}
                hint={t('overrideHint')}
                rows={2}
                maxLength={4000}
              />
            ) : null}
            <FormError />
            <ReloadWhenStale label={t('reload')} />
            <div>
              <SubmitButton>{t(answer === null ? 'submit' : 'again')}</SubmitButton>
            </div>
          </ActionForm>
        )}
      </Dialog>
    </div>
  );
}

function Failed({ answer }: { answer: Exclude<NewPassword, { result: 'set' }> }) {
  const t = useTranslations('release.newPassword');
  const codes = useTranslations('measures');
  const why = lookUp(codes, `codes.${answer.code}`) ?? answer.code;
  return <Alert tone="danger">{t(answer.result === 'unknown' ? 'unknown' : 'notSet', { why })}</Alert>;
}

function Connector({ connectors }: Pick<NewPasswordDialogProps, 'connectors'>) {
  const t = useTranslations('release.newPassword');
  const [only] = connectors;
  if (connectors.length === 1 && only !== undefined)
    return (
      <p>
        <input type="hidden" name="connectorId" value={only.id} readOnly />
        <span className="font-medium">{t('through')}: </span>
        {only.name}
      </p>
    );
  return (
    <SelectField label={t('through')} name="connectorId">
      {connectors.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
