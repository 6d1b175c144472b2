// The last error in words, with the server's own answer below.

import { useTranslations } from 'next-intl';
import { RelativeTime } from '@/app/components/ui';
import { lookUp } from '@/lib/i18n/look-up';

export function MailboxErrorText({ code, detail, at }: { code: string; detail: string; at: Date | null }) {
  const t = useTranslations('mailboxes');
  return (
    <div className="mt-0.5 max-w-[60ch] text-danger">
      {lookUp(t, `problems.${code}`) ?? code} {at ? <RelativeTime date={at} /> : null}
      {detail ? <div className="font-mono text-[0.8125rem] break-words text-muted">{detail}</div> : null}
    </div>
  );
}
