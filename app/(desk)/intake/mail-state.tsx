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

/** The reason on one line, in full in its tooltip. */
export function ReasonLine({ code, text }: { code: string | null; text: string | null }) {
  const t = useTranslations('intake');
  if (code === null) return null;
  const reason = lookUp(t, `reasons.${code}`) ?? code;
  return <span title={text === null ? reason : `${reason}: ${text}`}>{reason}</span>;
}

/** The reason in the user's language; an unknown code is shown as it is, with what the parser said. */
export function ReasonText({ code, text }: { code: string | null; text: string | null }) {
  const t = useTranslations('intake');
  if (code === null) return null;
  return (
    <>
      {lookUp(t, `reasons.${code}`) ?? code}
      {text === null ? null : <div className="text-[0.8125rem] break-words text-muted">{text}</div>}
    </>
  );
}
