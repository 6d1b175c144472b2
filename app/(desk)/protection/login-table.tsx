// Protected logins: the list, and the form that adds one.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  FormError,
  Section,
  ShortTime,
  SubmitButton,
  Table,
  Td,
  TextField,
  Th,
} from '@/app/components/ui';
import type { ProtectedLogin } from '@/lib/containment/protection-queries';
import { protectAction, unprotectAction } from './actions';

export function LoginTable({ logins }: { logins: ProtectedLogin[] }) {
  const t = useTranslations('connectors.protection');
  const common = useTranslations('common');
  return (
    <Section title={t('loginsTitle')} text={t('loginsText')}>
      {logins.length === 0 ? (
        <p className="mb-3 text-muted">{t('noLogins')}</p>
      ) : (
        <div className="mb-3">
          <Table label={t('loginsTitle')}>
            <thead>
              <tr>
                <Th>{t('login')}</Th>
                <Th>{t('reason')}</Th>
                <Th>{t('since')}</Th>
                <Th>
                  <span className="sr-only">{common('remove')}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {logins.map(({ login, reason, createdAt, createdBy }) => (
                <tr key={login}>
                  <Td className="font-mono wrap-anywhere">{login}</Td>
                  <Td className="wrap-anywhere">{reason}</Td>
                  <Td className="text-muted">
                    <ShortTime date={createdAt} /> {createdBy}
                  </Td>
                  <Td align="right">
                    <ActionForm
                      action={unprotectAction}
                      doneText={t('removed')}
                      label={t('removeLabel', { what: login })}
                    >
                      <input type="hidden" name="login" value={login} />
                      <SubmitButton look="quiet" label={t('removeLabel', { what: login })}>
                        {common('remove')}
                      </SubmitButton>
                      <FormError />
                    </ActionForm>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
      <ActionForm
        action={protectAction}
        doneText={t('protected')}
        resetWhenDone
        label={t('addLogin')}
        className="flex max-w-2xl flex-col gap-2"
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            name="login"
            label={t('login')}
            hint={t('loginHint')}
            autoComplete="off"
            maxLength={320}
          />
          <TextField name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={500} />
        </div>
        <FormError />
        <div>
          <SubmitButton>{t('addLogin')}</SubmitButton>
        </div>
      </ActionForm>
    </Section>
  );
}
