'use client';
// A mailbox's settings, with a button that tries them and shows every step. The password is write-only.

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import {
  ActionForm,
  CheckboxField,
  FormError,
  LinkButton,
  SelectField,
  SubmitButton,
  TextAreaField,
  TextField,
  useToast,
} from '@/app/components/ui';
import type { TestStep } from '@/lib/desk/test-mailbox';
import type { MailboxSettings } from '@/lib/mailboxes/types';
import { mailboxRoles } from '@/lib/replies/types';
import { mailboxAction, type MailboxAnswer } from './actions';
import { TestSteps } from './test-steps';

interface MailboxFormProps {
  id: number | null;
  version: string;
  settings: MailboxSettings;
  readOnly: boolean;
  hasPassword: boolean;
}

export function MailboxForm({ id, version, settings, readOnly, hasPassword }: MailboxFormProps) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const [kind, setKind] = useState(settings.kind);
  const [steps, setSteps] = useState<TestStep[] | null>(null);
  // As first seen: a refresh under the draft must not make it look up to date.
  const [seen] = useState(version);
  const router = useRouter();
  const toast = useToast();
  const onDone = useCallback(
    (answer: MailboxAnswer) => {
      if ('steps' in answer) return setSteps(answer.steps);
      toast(common('saved'));
      router.push('/mailboxes');
    },
    [common, router, toast],
  );
  const locked = { readOnly, autoComplete: 'off' };
  return (
    <ActionForm
      action={mailboxAction}
      label={t('settings')}
      onDone={onDone}
      className="flex max-w-2xl flex-col gap-3"
    >
      <input type="hidden" name="id" value={id ?? ''} />
      <input type="hidden" name="version" value={seen} />
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        defaultValue={settings.name}
        required
        maxLength={100}
        {...locked}
      />
      {readOnly ? (
        <input type="hidden" name="kind" value={kind} />
      ) : (
        <SelectField
          label={t('kind')}
          name="kind"
          value={kind}
          onChange={(event) => setKind(event.target.value === 'maildir' ? 'maildir' : 'imap')}
        >
          <option value="imap">{t('kinds.imap')}</option>
          <option value="maildir">{t('kinds.maildir')}</option>
        </SelectField>
      )}
      <SelectField
        label={t('role')}
        hint={t('roleHint')}
        name="role"
        defaultValue={settings.role}
        disabled={readOnly}
      >
        {mailboxRoles.map((role) => (
          <option key={role} value={role}>
            {t(`roles.${role}`)}
          </option>
        ))}
      </SelectField>
      {kind === 'imap' ? (
        <ImapFields settings={settings} readOnly={readOnly} hasPassword={hasPassword} />
      ) : (
        <TextField
          label={t('path')}
          hint={t('pathHint')}
          name="path"
          defaultValue={settings.path}
          required
          spellCheck={false}
          {...locked}
        />
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('processedFolder')}
          name="processedFolder"
          defaultValue={settings.processedFolder}
          required
          {...locked}
        />
        <TextField
          label={t('quarantineFolder')}
          name="quarantineFolder"
          defaultValue={settings.quarantineFolder}
          required
          {...locked}
        />
      </div>
      <p className="-mt-2 text-[0.8125rem] text-muted">{t('foldersHint')}</p>
      <TextField
        label={t('pollSeconds')}
        hint={t('pollHint')}
        name="pollSeconds"
        inputMode="numeric"
        defaultValue={settings.pollSeconds}
        required
        className="max-w-48"
        {...locked}
      />
      <FormError />
      {steps ? <TestSteps steps={steps} /> : null}
      <div className="flex flex-wrap gap-2">
        {readOnly ? null : (
          <SubmitButton name="intent" value="save">
            {common('save')}
          </SubmitButton>
        )}
        {readOnly && kind === 'imap' ? null : (
          <SubmitButton look="plain" name="intent" value="test">
            {t('test')}
          </SubmitButton>
        )}
        <LinkButton look="quiet" href="/mailboxes">
          {common('cancel')}
        </LinkButton>
      </div>
    </ActionForm>
  );
}

function ImapFields({
  settings,
  readOnly,
  hasPassword,
}: {
  settings: MailboxSettings;
  readOnly: boolean;
  hasPassword: boolean;
}) {
  const t = useTranslations('mailboxes');
  const locked = { readOnly, autoComplete: 'off' };
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-[1fr_7rem_12rem]">
        <TextField
          label={t('host')}
          name="host"
          defaultValue={settings.host}
          required
          spellCheck={false}
          autoCapitalize="none"
          {...locked}
        />
        <TextField
          label={t('port')}
          name="port"
          inputMode="numeric"
          defaultValue={settings.port}
          required
          {...locked}
        />
        <SelectField
          label={t('security')}
          name="security"
          defaultValue={settings.security}
          disabled={readOnly}
        >
          <option value="tls">{t('securities.tls')}</option>
          <option value="starttls">{t('securities.starttls')}</option>
          <option value="none">{t('securities.none')}</option>
        </SelectField>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('username')}
          name="username"
          defaultValue={settings.username}
          required
          spellCheck={false}
          autoCapitalize="none"
          {...locked}
        />
        {readOnly ? null : (
          <TextField
            label={t('password')}
            hint={hasPassword ? t('passwordKept') : t('passwordHint')}
            name="password"
            type="password"
            autoComplete="new-password"
          />
        )}
      </div>
      <TextField
        label={t('folder')}
        hint={t('folderHint')}
        name="folder"
        defaultValue={settings.folder}
        required
        {...locked}
      />
      <CheckboxField
        label={t('idle')}
        hint={t('idleHint')}
        name="idle"
        defaultChecked={settings.idle}
        disabled={readOnly}
      />
      {readOnly ? null : (
        <details open={settings.caPem !== ''}>
          <summary className="text-accent">{t('ca')}</summary>
          <TextAreaField
            className="mt-2"
            label={t('caPem')}
            hint={t('caHint')}
            name="caPem"
            defaultValue={settings.caPem}
            rows={5}
            spellCheck={false}
            optional
          />
        </details>
      )}
    </>
  );
}
