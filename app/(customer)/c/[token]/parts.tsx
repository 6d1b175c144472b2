// What the page tells: what was done, why, what still works, help, and how to object. Words of strangers (subject lines)
// are text on their own line, whichever direction they are written in.

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { MeasureKind } from '@/lib/containment/types';
import { measureWords } from '@/lib/notices/text/words';
import type { NoticeFacts } from '@/lib/notices/types';
import { kindOf } from './kind-of';

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-6">
      <h2 className="mb-1 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

export function Done({ facts: { measures } }: { facts: NoticeFacts }) {
  const t = useTranslations('customerPage.done');
  const locale = useLocale();
  const format = useFormatter();
  if (measures.length === 0) return null;
  return (
    <Part title={t('title')}>
      <p>{t('text')}</p>
      <ul className="list-disc pl-5">
        {measures.map(({ kind, at }, i) => (
          <li key={i}>
            {format.dateTime(at, 'short')}: {measureWords[locale][kind]}
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Why({ facts }: { facts: NoticeFacts }) {
  const t = useTranslations('customerPage.why');
  const format = useFormatter();
  const locale = useLocale();
  const { complaints, countries } = facts;
  const countryNames = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  const others = complaints?.otherSources ?? 0;
  const sources = [
    ...(complaints?.loops ?? []),
    ...(others === 0 ? [] : [t(complaints?.loops.length === 0 ? 'others' : 'moreOthers', { count: others })]),
  ];
  return (
    <Part title={t('title')}>
      <p>{t(isOnlySlow(facts) ? 'throttled' : kindOf(facts.account.kind))}</p>
      <ul className="mt-1 list-disc pl-5">
        {complaints === null ? (
          <li>{t('reliable')}</li>
        ) : (
          <li>
            {t('complaints', { count: complaints.count, from: complaints.from, to: complaints.to })}
            {sources.length === 0 ? null : `, ${t('sources', { names: format.list(sources) })}`}
          </li>
        )}
        {countries.length === 0 ? null : (
          <li>
            {t('countries', { names: format.list(countries.map((code) => countryNames.of(code) ?? code)) })}
          </li>
        )}
      </ul>
      {complaints === null || complaints.subjects.length === 0 ? null : (
        <>
          <p className="mt-2">{t('subjects')}:</p>
          <ul className="border-l-4 border-line pl-3 text-muted">
            {complaints.subjects.map((subject, i) => (
              <li key={i} className="wrap-anywhere">
                <bdi>{subject}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

const has = ({ measures }: NoticeFacts, kind: MeasureKind) => measures.some((one) => one.kind === kind);

/** Slowed down and nothing else: no break-in is spoken of. */
function isOnlySlow(facts: NoticeFacts): boolean {
  return has(facts, 'throttle') && facts.measures.every(({ kind }) => kind === 'throttle');
}

export function StillWorks({ facts }: { facts: NoticeFacts }) {
  const t = useTranslations('customerPage.works');
  const perHour = facts.measures.find((one) => one.recipientsPerHour !== null)?.recipientsPerHour ?? null;
  if (has(facts, 'walled-garden')) return <Part title={t('title')}>{t('garden')}</Part>;
  const isLocked = has(facts, 'login-lock');
  const slow = has(facts, 'throttle') && !has(facts, 'send-lock') && !isLocked;
  return (
    <Part title={t('title')}>
      <p>
        {[
          t(isLocked ? 'login' : 'read'),
          slow ? t('slow', { perHour: perHour === null ? 'none' : String(perHour) }) : '',
          has(facts, 'hold-queue') ? t('held') : '',
        ]
          .filter((text) => text !== '')
          .join(' ')}
      </p>
    </Part>
  );
}

export function Help({ facts: { links } }: { facts: NoticeFacts }) {
  const t = useTranslations('customerPage');
  if (links.length === 0) return null;
  return (
    <Part title={t('links')}>
      <ul className="list-disc pl-5">
        {links.map(({ id, title, url }) => (
          <li key={id}>
            <a href={url} rel="noreferrer nofollow">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Contact({ facts: { sender }, isReleased }: { facts: NoticeFacts; isReleased: boolean }) {
  const t = useTranslations('customerPage');
  return (
    <>
      {isReleased ? null : (
        <Part title={t('wayBack.title')}>
          <p>{t('wayBack.text')}</p>
        </Part>
      )}
      <Part title={t('contact.title')}>
        <p>{t('contact.reply')}</p>
        {sender.phone === '' ? null : (
          <p>
            {t('contact.phone')}: <a href={`tel:${sender.phone.replaceAll(/[^+\d]/g, '')}`}>{sender.phone}</a>
            {sender.hours === '' ? null : ` (${sender.hours})`}
          </p>
        )}
        <p className="mt-1">{t('contact.objection', { where: sender.objection || 'none' })}</p>
        {sender.privacyUrl === '' ? null : (
          <p className="mt-1">
            <a href={sender.privacyUrl} rel="noreferrer">
              {t('contact.privacy')}
            </a>
          </p>
        )}
      </Part>
    </>
  );
}
