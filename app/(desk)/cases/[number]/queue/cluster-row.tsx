'use client';
// Mails of one kind of subject: how many, to how many, when, from whom, and the headers of one of them.

import { useTranslations } from 'next-intl';
import { Badge, Checkbox } from '@/app/components/ui';
import type { ShownCluster } from '@/lib/desk/read-queue-view';

export function ClusterRow({ one, mayChoose }: { one: ShownCluster; mayChoose: boolean }) {
  const t = useTranslations('queue');
  const { mails, recipients, firstAt, lastAt, complaints, place, handsOff } = one;
  const subject = one.subject === null ? t('unread') : one.subject || t('noSubject');
  return (
    <li className="border-b border-line px-3 py-2 last:border-b-0">
      <div className="flex items-start gap-2">
        <Checkbox
          name="cluster"
          value={`${one.connectorId}.${one.cluster}.${handsOff ?? ''}`}
          aria-label={t('choose', { subject })}
          disabled={!mayChoose}
          data-complaints={complaints > 0}
          className={mayChoose ? undefined : 'invisible'}
        />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <span className="font-medium wrap-anywhere">{subject}</span>
            <Badge tone={place === 'hold' ? 'warn' : 'accent'}>{t(`places.${handsOff ?? place}`)}</Badge>
            {complaints === 0 ? null : <Badge tone="danger">{t('complaints', { count: complaints })}</Badge>}
          </div>
          <p className="text-[0.8125rem] text-muted">
            {t('size', { mails, recipients })} ·{' '}
            {firstAt.getTime() === lastAt.getTime()
              ? t('at', { from: firstAt })
              : t('span', { from: firstAt, to: lastAt })}
            {one.ordered === 0 ? '' : ` · ${t('ordered', { count: one.ordered })}`}
          </p>
          <Senders one={one} />
          <Sample one={one} />
        </div>
      </div>
    </li>
  );
}

function Senders({ one }: { one: ShownCluster }) {
  const t = useTranslations('queue');
  const more = one.senderCount - one.senders.length;
  const senders = one.senders.map((sender) => sender || t('nullSender')).join(', ');
  return (
    <p className="text-[0.8125rem] wrap-anywhere text-muted">
      {t('senders', { senders })} {more > 0 ? t('moreSenders', { count: more }) : ''}
    </p>
  );
}

function Sample({ one }: { one: ShownCluster }) {
  const t = useTranslations('queue');
  if (one.header === null) return null;
  return (
    <details className="text-[0.8125rem]">
      <summary className="text-accent">{t('sample')}</summary>
      <p className="mt-1 wrap-anywhere">{t('sampleTo', { recipients: one.sampleRecipients.join(', ') })}</p>
      <pre className="mt-1 max-h-72 overflow-auto rounded border border-line bg-bg px-2 py-1 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {one.header}
      </pre>
    </details>
  );
}
