// A mail's state as a badge, and the reason it was set aside in words.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';
import type { MailState } from '@/lib/intake/list-parameters';

const tones: Record<MailState, BadgeTone> = {
  received: 'accent',
  processed: 'ok',
  to_check: 'warn',
  kept: 'plain',
  not_recognised: 'warn',
  quarantined: 'danger',
};

export function MailStateBadge({ state }: { state: MailState }) {
  const t = useTranslations('intake.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}

const xarfFault = /^xarf:([a-z0-9._-]+):([a-z-]+)$/;

/** The sentence for a reason; a code without one stands for itself. */
function useReason(): (code: string) => string {
  const t = useTranslations('intake');
  return (code) => {
    const [, path, fault] = xarfFault.exec(code) ?? [];
    if (path === undefined || fault === undefined) return lookUp(t, `reasons.${code}`) ?? code;
    return t('xarfReason', { path, fault: lookUp(t, `xarfFaults.${fault}`) ?? fault });
  };
}

/** The reason on one line, in full in its tooltip. */
export function ReasonLine({ code, text }: { code: string | null; text: string | null }) {
  const reasonOf = useReason();
  if (code === null) return null;
  const reason = reasonOf(code);
  return <span title={text === null ? reason : `${reason}: ${text}`}>{reason}</span>;
}

/** The reason in the user's language; an unknown code is shown as it is, with what the parser said. */
export function ReasonText({ code, text }: { code: string | null; text: string | null }) {
  const reasonOf = useReason();
  if (code === null) return null;
  return (
    <>
      {reasonOf(code)}
      {text === null ? null : <div className="text-[0.8125rem] break-words text-muted">{text}</div>}
    </>
  );
}
