// How intake is doing, on every page: age of the last proved poll, backlog, what waits for a judgement or was set aside.
// Silence is not "no mail": a poll that is overdue, or a mailbox that fails, is said in words and colour.

import Link from 'next/link';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { healthSummary, type HealthSummary } from '@/lib/intake/health-queries';
import { mailCountCap } from '@/lib/intake/queries';
import { classNames } from '../ui';

/** Longer without a proved poll than this deserves a look (mailboxes are polled each minute by default). */
const LATE_MS = 5 * 60_000;

export async function HealthBar({ isAdmin }: { isAdmin: boolean }) {
  return <HealthLine health={await healthSummary()} isAdmin={isAdmin} />;
}

function HealthLine({ health, isAdmin }: { health: HealthSummary; isAdmin: boolean }) {
  const t = useTranslations('health');
  const now = useNow();
  const isLate = health.oldestProvedAt === null || now.getTime() - health.oldestProvedAt.getTime() > LATE_MS;
  const isIdle = health.mailboxes === health.paused;
  // Nothing is polled, a mail server hands its mail over: silence can then not be told from "no mail".
  const isPushed = health.mailboxes === 0 && health.lastPushedAt !== null;
  return (
    <ul aria-label={t('label')} className="flex flex-wrap gap-x-4 text-[0.8125rem] text-muted">
      {isPushed ? (
        <Item>
          <LastPush at={health.lastPushedAt} />
        </Item>
      ) : isIdle ? (
        <Item alarming>
          <ToMailboxes isAdmin={isAdmin}>
            {health.mailboxes === 0 ? t('notConnected') : t('allPaused')}
          </ToMailboxes>
        </Item>
      ) : (
        <Item alarming={isLate}>
          {health.oldestProvedAt ? <LastPoll at={health.oldestProvedAt} /> : t('neverPolled')}
        </Item>
      )}
      {health.withError > 0 ? (
        <Item alarming>
          <ToMailboxes isAdmin={isAdmin}>{t('failing', { count: health.withError })}</ToMailboxes>
        </Item>
      ) : null}
      {health.silentLogs > 0 ? (
        <Item alarming>
          {isAdmin ? (
            <Link href="/log-sources">{t('silentLogs', { count: health.silentLogs })}</Link>
          ) : (
            t('silentLogs', { count: health.silentLogs })
          )}
        </Item>
      ) : null}
      <Item>
        <span>
          {t('backlog')} <Count value={health.waiting} plus={health.backlog} />
        </span>
      </Item>
      <SetAside href="/intake?state=to_check" label={t('toCheck')} count={health.toCheck} />
      <SetAside href="/intake?state=quarantined" label={t('quarantine')} count={health.quarantined} />
      <SetAside href="/intake?state=not_recognised" label={t('notRecognised')} count={health.notRecognised} />
    </ul>
  );
}

function LastPoll({ at }: { at: Date }) {
  const t = useTranslations('health');
  const format = useFormatter();
  const now = useNow();
  return (
    <time dateTime={at.toISOString()} title={t('lastPollHint', { at })}>
      {t('lastPoll', { ago: format.relativeTime(at, { now, style: 'narrow' }) })}
    </time>
  );
}

function LastPush({ at }: { at: Date | null }) {
  const t = useTranslations('health');
  const format = useFormatter();
  const now = useNow();
  if (at === null) return null;
  return (
    <time dateTime={at.toISOString()} title={t('lastPushHint', { at })}>
      {t('lastPush', { ago: format.relativeTime(at, { now, style: 'narrow' }) })}
    </time>
  );
}

function Item({ alarming = false, children }: { alarming?: boolean; children: ReactNode }) {
  return (
    <li className={classNames('flex min-h-[24px] items-center', alarming && 'font-semibold text-danger')}>
      {children}
    </li>
  );
}

function SetAside({ href, label, count }: { href: string; label: string; count: number }) {
  return (
    <Item>
      <Link href={href} className="flex min-h-[24px] items-center text-inherit">
        <span>
          {label} <Count value={count} />
        </span>
      </Link>
    </Item>
  );
}

function ToMailboxes({ isAdmin, children }: { isAdmin: boolean; children: ReactNode }) {
  return isAdmin ? (
    <Link href="/mailboxes" className="flex min-h-[24px] items-center text-inherit">
      {children}
    </Link>
  ) : (
    children
  );
}

/** A capped count, beyond its cap "more than"; `plus` is exact. */
function Count({ value, plus = 0 }: { value: number; plus?: number }) {
  const format = useFormatter();
  return value > mailCountCap ? `> ${format.number(mailCountCap + plus)}` : format.number(value + plus);
}
