// The two verdicts on a mail to check. Where it is clear which account a complaint counts against, one key says each;
// else the complaint asks for the account first.

import { useTranslations } from 'next-intl';
import { FormError, Kbd, LeavingForm, SubmitButton, TextField } from '@/app/components/ui';
import { accountToName, isReadyToConfirm, type CandidateFacts } from '@/lib/intake/candidate-facts';
import { judgeCandidateAction } from './actions';

interface CandidateActionsProps {
  id: number;
  subject: string | null;
  facts: CandidateFacts;
  /** Single keys are on, and explained on this page. */
  hasKeys: boolean;
}

export function CandidateActions({ id, subject, facts, hasKeys }: CandidateActionsProps) {
  const t = useTranslations('intake.candidate');
  const isReady = isReadyToConfirm(facts);
  const key = (name: string) => (hasKeys ? name : undefined);
  const mail = subject?.trim() || t('thisMail');
  const naming =
    facts.feedbackType === null ? (
      <NameAccount id={id} subject={subject} facts={facts} isReady={isReady} hasKeys={hasKeys} />
    ) : null;
  return (
    <div className="mt-2.5 flex flex-wrap items-start gap-2">
      {isReady ? null : naming}
      <LeavingForm
        action={judgeCandidateAction}
        label={t('verdictOn', { mail })}
        className="flex flex-wrap items-center gap-2"
      >
        <MailFields id={id} subject={subject} />
        {isReady ? (
          <SubmitButton name="verdict" value="complaint" shortcut={key('c')} advances>
            {t('complaint')} <KeyHint name={key('c')} />
          </SubmitButton>
        ) : null}
        <SubmitButton look="plain" name="verdict" value="no-complaint" shortcut={key('n')} advances>
          {t('noComplaint')} <KeyHint name={key('n')} />
        </SubmitButton>
        <FormError />
      </LeavingForm>
      {isReady ? naming : null}
    </div>
  );
}

/** Confirms a complaint against the account that the person names. */
function NameAccount({ id, subject, facts, isReady, hasKeys }: CandidateActionsProps & { isReady: boolean }) {
  const t = useTranslations('intake.candidate');
  const shortcut = hasKeys ? (isReady ? 'a' : 'c') : undefined;
  return (
    <details className="open:w-full">
      <summary
        data-key={shortcut}
        aria-keyshortcuts={shortcut}
        className="inline-flex min-h-[32px] items-center gap-1.5 rounded border border-control bg-raised px-3 py-1 font-medium"
      >
        {isReady ? t('otherAccount') : t('complaintWith')} <KeyHint name={shortcut} />
      </summary>
      <LeavingForm
        action={judgeCandidateAction}
        label={t('complaintWithLabel', { mail: subject?.trim() || t('thisMail') })}
        className="mt-2 flex max-w-lg flex-col gap-2"
      >
        <MailFields id={id} subject={subject} />
        <input type="hidden" name="verdict" value="complaint" readOnly />
        <TextField
          name="accountLogin"
          label={t('login')}
          hint={isReady ? t('loginHint') : t('loginHintOptional')}
          defaultValue={accountToName(facts)}
          maxLength={254}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <FormError />
        <div>
          <SubmitButton>{t('confirm')}</SubmitButton>
        </div>
      </LeavingForm>
    </details>
  );
}

function MailFields({ id, subject }: { id: number; subject: string | null }) {
  return (
    <>
      <input type="hidden" name="id" value={id} readOnly />
      <input type="hidden" name="subject" value={subject?.trim() ?? ''} readOnly />
    </>
  );
}

function KeyHint({ name }: { name: string | undefined }) {
  if (name === undefined) return null;
  return (
    <span aria-hidden className="max-lg:hidden">
      <Kbd>{name}</Kbd>
    </span>
  );
}
