'use client';
// Stands beside a form whose action asks for the second factor: takes the code and sends the same form again, so that
// nothing that was typed is lost. Beside, not inside: forms do not nest.

import { useTranslations } from 'next-intl';
import { useState, useTransition, type SyntheticEvent } from 'react';
import type { FormState } from '@/app/form-state';
import { showFactorAction } from '@/app/second-factor/actions';
import { Alert } from './alert';
import { Button } from './button';
import { Dialog } from './dialog';
import { TextField } from './field';
import { FormContext } from './form-context';

interface FactorDialogProps {
  /** The form's state: each refusal for want of a factor opens the dialog anew. */
  state: FormState<unknown>;
  /** Sends the form again as it was sent. */
  repeat: () => void;
}

export function FactorDialog({ state, repeat }: FactorDialogProps) {
  const t = useTranslations('common.factor');
  const [closedAt, setClosedAt] = useState<FormState<unknown> | null>(null);
  const need = state.error?.code;
  if (need !== 'second-factor-needed' && need !== 'second-factor-set-up') return null;
  const close = () => setClosedAt(state);
  const goOn = () => {
    close();
    repeat();
  };
  const isMissing = need === 'second-factor-set-up';
  return (
    <Dialog open={closedAt !== state} onClose={close} title={t(isMissing ? 'missing.title' : 'title')}>
      {isMissing ? <SetUpFirst onDone={goOn} /> : <CodeForm onDone={goOn} />}
    </Dialog>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations('common.factor');
  const [answer, setAnswer] = useState<FormState<unknown>>({});
  const [pending, startTransition] = useTransition();
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    startTransition(async () => {
      const result = await showFactorAction({}, data);
      setAnswer(result);
      if (result.data !== undefined) onDone();
      else form.querySelector('input')?.select();
    });
  };
  return (
    <form onSubmit={send} noValidate aria-busy={pending} className="flex flex-col gap-3">
      <FormContext value={{ state: answer, pending }}>
        <p className="text-muted">{t('text')}</p>
        <TextField
          label={t('code')}
          hint={t('codeHint')}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          required
          maxLength={40}
        />
        {answer.error && answer.error.fields === undefined ? (
          <Alert tone="danger">{answer.error.message}</Alert>
        ) : null}
        <div>
          <Button type="submit" look="primary" aria-disabled={pending}>
            {t('submit')}
          </Button>
        </div>
      </FormContext>
    </form>
  );
}

/** In a tab of its own, so that the form behind the dialog stays as it is. */
function SetUpFirst({ onDone }: { onDone: () => void }) {
  const t = useTranslations('common.factor.missing');
  return (
    <div className="flex flex-col gap-3">
      <p>{t('text')}</p>
      <p>
        <a href="/me/second-factor" target="_blank" rel="noopener" className="font-medium">
          {t('link')}
        </a>
      </p>
      <div>
        <Button look="primary" onClick={onDone}>
          {t('again')}
        </Button>
      </div>
    </div>
  );
}
