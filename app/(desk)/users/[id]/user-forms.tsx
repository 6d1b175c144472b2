'use client';
// What an administrator can do to a user, each in its own small form.

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { ActionForm, FormError, Section, SelectField, SubmitButton } from '@/app/components/ui';
import type { FormAction } from '@/app/form-state';
import type { OneTimePassword } from '@/lib/desk/invite-user';
import { roles, type Role } from '@/lib/users/types';
import {
  allowRestrictedAction,
  changeRoleAction,
  disableUserAction,
  enableUserAction,
  endSessionsAction,
  renewPasswordAction,
  resetSecondFactorAction,
} from '../actions';
import { OneTimePasswordNote } from '../one-time-password';

interface UserFormsProps {
  id: number;
  role: Role;
  disabled: boolean;
  isSelf: boolean;
  openSessions: number;
  handlesRestricted: boolean;
  hasSecondFactor: boolean;
}

export function UserForms(props: UserFormsProps) {
  const { id, role, disabled, isSelf, openSessions, handlesRestricted, hasSecondFactor } = props;
  const t = useTranslations('users');
  const [renewed, setRenewed] = useState<OneTimePassword | null>(null);
  return (
    <div className="max-w-xl">
      <Section title={t('role')} text={t('roleHint')}>
        <OneForm
          id={id}
          action={changeRoleAction}
          doneText={t('roleDone')}
          submit={t('roleSubmit')}
          look="primary"
        >
          <input type="hidden" name="from" value={role} />
          <SelectField key={role} label={t('role')} name="to" defaultValue={role}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`roles.${one}`)}
              </option>
            ))}
          </SelectField>
        </OneForm>
      </Section>
      <RestrictedRight id={id} isHeld={handlesRestricted} />
      {isSelf || disabled ? null : (
        <Section title={t('renew.title')} text={t('renew.text')}>
          {renewed ? <OneTimePasswordNote key={renewed.password} {...renewed} /> : null}
          <OneForm id={id} action={renewPasswordAction} onDone={setRenewed} submit={t('renew.submit')} />
        </Section>
      )}
      {isSelf ? null : (
        <Section title={t('factor.title')} text={t(hasSecondFactor ? 'factor.text' : 'factor.none')}>
          {hasSecondFactor ? (
            <OneForm
              id={id}
              action={resetSecondFactorAction}
              doneText={t('factor.done')}
              submit={t('factor.submit')}
            />
          ) : null}
        </Section>
      )}
      <Section title={t('end.title')} text={isSelf ? t('end.self') : t('end.text', { count: openSessions })}>
        <OneForm id={id} action={endSessionsAction} doneText={t('end.done')} submit={t('end.submit')} />
      </Section>
      <Section
        title={disabled ? t('enable.title') : t('disable.title')}
        text={disabled ? t('enable.text') : t('disable.text')}
      >
        {disabled ? (
          <OneForm
            id={id}
            action={enableUserAction}
            doneText={t('enable.done')}
            submit={t('enable.submit')}
          />
        ) : (
          <OneForm
            id={id}
            action={disableUserAction}
            doneText={t('disable.done')}
            submit={t('disable.submit')}
            look="danger"
          />
        )}
      </Section>
    </div>
  );
}

/** The right to handle reports about sexual abuse of children: granted or withdrawn, and what it is. */
function RestrictedRight({ id, isHeld }: { id: number; isHeld: boolean }) {
  const t = useTranslations('users.restricted');
  return (
    <Section title={t('title')} text={t('text')}>
      <p className="mt-1">{t(isHeld ? 'held' : 'notHeld')}</p>
      <OneForm
        id={id}
        action={allowRestrictedAction}
        doneText={t(isHeld ? 'withdrawn' : 'granted')}
        submit={t(isHeld ? 'withdraw' : 'grant')}
      >
        <input type="hidden" name="allowed" value={isHeld ? 'no' : 'yes'} readOnly />
      </OneForm>
    </Section>
  );
}

interface OneFormProps<T> {
  id: number;
  action: FormAction<T>;
  submit: string;
  look?: 'primary' | 'plain' | 'danger';
  doneText?: string;
  onDone?: (data: T) => void;
  children?: ReactNode;
}

function OneForm<T>({ id, action, submit, look = 'plain', doneText, onDone, children }: OneFormProps<T>) {
  return (
    <ActionForm
      action={action}
      label={submit}
      doneText={doneText}
      onDone={onDone}
      className="mt-2 flex flex-col gap-2"
    >
      <input type="hidden" name="userId" value={id} />
      {children}
      <FormError />
      <div>
        <SubmitButton look={look}>{submit}</SubmitButton>
      </div>
    </ActionForm>
  );
}
