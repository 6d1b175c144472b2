// Sets or corrects the account of one report, or takes that back. What was said stands above, with who, when and why. The
// mail is read anew then, so the form leaves.

import { useTranslations } from 'next-intl';
import {
  FormError,
  LeavingForm,
  ShortTime,
  SubmitButton,
  TextAreaField,
  TextField,
} from '@/app/components/ui';
import { accountReasonChars } from '@/lib/reports/limits';
import type { CorrectionDetail, ReportDetail } from '@/lib/reports/queries';
import { setAccountAction } from '../actions';

/** Accounts that the log lists for the mail, whose line begins with the login, and those behind an alias of several. */
function candidatesOf({ attribution }: ReportDetail): string[] {
  const logins = (attribution?.evidence ?? []).flatMap(({ code, value }) => {
    if (code === 'log-candidate') return value.split(', ').slice(0, 1);
    if (code !== 'alias-ambiguous') return [];
    return (value.split(' → ')[1] ?? '').split(', ').filter((login) => login.includes('@'));
  });
  return [...new Set(logins)];
}

export function CorrectAccount({ report, isOpen }: { report: ReportDetail; isOpen: boolean }) {
  return (
    <div className="mt-2 flex flex-col gap-2">
      {report.correction === null ? null : <Said correction={report.correction} />}
      {isOpen ? <Correction report={report} /> : null}
    </div>
  );
}

function Said({ correction: { accountLogin, by, at, reason } }: { correction: CorrectionDetail }) {
  const t = useTranslations('intake');
  return (
    <p>
      {t('correction.said', { login: accountLogin })}{' '}
      <span className="text-muted">
        ({by ?? t('detail.somebody')}, <ShortTime date={at} />)
      </span>
      : <q className="break-words">{reason}</q>
    </p>
  );
}

function Correction({ report }: { report: ReportDetail }) {
  const t = useTranslations('intake.correction');
  const { id, attribution, correction } = report;
  const candidates = candidatesOf(report);
  const known = correction?.accountLogin ?? attribution?.account?.login ?? candidates[0] ?? '';
  const listId = `candidates-${id}`;
  return (
    <details>
      <summary className="inline-block rounded border border-control bg-raised px-3 py-1 font-medium">
        {t('title')} …
      </summary>
      <LeavingForm
        action={setAccountAction}
        label={t('titleOf', { id })}
        className="mt-2 flex max-w-lg flex-col gap-2"
      >
        <input type="hidden" name="reportId" value={id} readOnly />
        <TextField
          name="accountLogin"
          label={t('login')}
          hint={candidates.length > 1 ? t('candidates', { list: candidates.join(' · ') }) : t('loginHint')}
          defaultValue={known}
          list={listId}
          maxLength={254}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <datalist id={listId}>
          {candidates.map((login) => (
            <option key={login} value={login} />
          ))}
        </datalist>
        <TextAreaField
          name="reason"
          label={t('reason')}
          hint={t('reasonHint')}
          rows={2}
          maxLength={accountReasonChars}
        />
        <FormError />
        <div className="flex flex-wrap gap-2">
          <SubmitButton name="act" value="set">
            {t('submit')}
          </SubmitButton>
          {correction === null ? null : (
            <SubmitButton look="plain" name="act" value="take-back">
              {t('takeBack')}
            </SubmitButton>
          )}
        </div>
      </LeavingForm>
    </details>
  );
}
