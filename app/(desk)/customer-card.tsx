// The customer behind an account: who it is, how to reach them and how not, who has the contract, what the case kept.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge, Section } from '@/app/components/ui';
import { contractPartner } from '@/lib/customers/customer-card';
import type { CustomerCard as Card } from '@/lib/customers/types';
import { reachBy } from '@/lib/customers/usable-contact';
import type { CustomerView } from '@/lib/desk/read-customer';
import { lookUp } from '@/lib/i18n/look-up';
import { FactList } from './cases/fact-list';
import { ContactList } from './contact-list';
import { UnknownCustomer } from './unknown-customer';

export function CustomerCard({ view }: { view: CustomerView }) {
  const t = useTranslations('customer');
  const card = view.card ?? view.snapshot?.card ?? null;
  if (card === null) {
    return (
      <Section title={t('title')}>
        <UnknownCustomer resolvers={view.resolvers} hasDirectory={view.hasDirectory} />
      </Section>
    );
  }
  return (
    <Section title={t('title')}>
      <Headline card={card} />
      <HowToReach card={card} />
      <Partner card={card} />
      <h3 className="mt-3 mb-1 font-semibold">{t('contacts')}</h3>
      <ContactList contacts={card.contacts} />
      <Facts card={card} />
      <Kept view={view} />
      <Suppressed view={view} />
      <p className="mt-2">
        <Link href={`/cases?customer=${encodeURIComponent(card.number)}`}>{t('openCases')}</Link>
      </p>
    </Section>
  );
}

function Headline({ card }: { card: Card }) {
  const t = useTranslations('customer');
  const badges: [boolean, 'warn' | 'plain' | 'danger', string][] = [
    [card.askFirst, 'warn', t('askFirst')],
    [card.declaredBulkSender, 'plain', t('bulk')],
    [card.isReseller, 'plain', t('isReseller')],
    [card.goneAt !== null, 'danger', t('gone')],
  ];
  const shown = badges.filter(([holds]) => holds);
  return (
    <>
      <p className="font-medium wrap-anywhere">{card.name}</p>
      {shown.length === 0 ? null : (
        <p className="mt-1 flex flex-wrap gap-1.5">
          {shown.map(([, tone, text]) => (
            <Badge key={text} tone={tone}>
              {text}
            </Badge>
          ))}
        </p>
      )}
    </>
  );
}

/** The one sentence that whoever is about to write or call needs. */
function HowToReach({ card }: { card: Card }) {
  const t = useTranslations('customer.reach');
  const reach = reachBy(card.contacts);
  const hasAddress = card.contacts.some(({ kind }) => kind === 'email');
  const key = reach.by === 'phone' && !hasAddress ? 'phoneOnly' : reach.by;
  const value = reach.by === 'nothing' ? '' : reach.contact.value;
  const isHard = reach.by !== 'email';
  return (
    <p
      className={`mt-2 rounded px-2.5 py-1.5 wrap-anywhere ${isHard ? 'bg-warn-soft text-warn' : 'bg-ok-soft text-ok'}`}
    >
      {t(key, { value })}
    </p>
  );
}

function Partner({ card }: { card: Card }) {
  const t = useTranslations('customer');
  const partner = contractPartner(card);
  if (partner === null) return null;
  const reach = reachBy(partner.contacts);
  const way = reach.by === 'nothing' ? null : reach.contact.value;
  return (
    <div className="mt-2">
      <p>
        <span className="text-muted">{t('chain')}</span>{' '}
        {card.resellers.map(({ name, number }) => `${name} (${number})`).join(' › ')}
      </p>
      <p className="mt-1 wrap-anywhere">
        {way === null ? t('notifyNoWay', { name: partner.name }) : t('notify', { name: partner.name, way })}
      </p>
    </div>
  );
}

function Facts({ card }: { card: Card }) {
  const t = useTranslations('customer');
  const format = useFormatter();
  const language = lookUp(t, `languages.${card.language}`) ?? card.language;
  const facts: [string, ReactNode][] = [
    [t('fields.number'), card.number],
    [t('fields.contract'), card.contract ?? '–'],
    [t('fields.language'), language],
    [t('fields.tone'), card.tone === null ? '–' : t(`tones.${card.tone}`)],
    [
      t('fields.customerSince'),
      card.customerSince === null ? '–' : format.dateTime(new Date(card.customerSince), 'day'),
    ],
    [
      t('source'),
      card.source === null
        ? t('noSource')
        : card.source.readAt === null
          ? card.source.name
          : t('readAt', { name: card.source.name, at: new Date(card.source.readAt) }),
    ],
  ];
  return (
    <div className="mt-3 [&_dl]:mb-0">
      <FactList facts={facts} />
    </div>
  );
}

function Suppressed({ view: { suppression } }: { view: CustomerView }) {
  const t = useTranslations('suppression');
  if (suppression === null) return null;
  return (
    <p className="mt-2">
      <Link href={`/suppression/${suppression.customerId}`} prefetch={false}>
        {t('card', { count: suppression.active })}
      </Link>
    </p>
  );
}

/** What the case kept, where the directory says something else today. */
function Kept({ view: { card, snapshot, differences } }: { view: CustomerView }) {
  const t = useTranslations('customer');
  if (snapshot === null) return null;
  const at = new Date(snapshot.takenAt);
  if (card === null) return <p className="mt-2 text-muted">{t('onlyKept', { at })}</p>;
  if (differences.length === 0) return <p className="mt-2 text-muted">{t('unchanged', { at })}</p>;
  return (
    <div className="mt-3 rounded border border-line px-2.5 py-1.5">
      <p className="font-medium">{t('changed', { at })}</p>
      <ul className="mt-1">
        {differences.map(({ field, then, now }) => (
          <li key={field} className="wrap-anywhere">
            <span className="text-muted">{t(`fields.${field}`)}:</span>{' '}
            {t('fromTo', { then: wordOf(t, field, then), now: wordOf(t, field, now) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Flags and codes as words; nothing as a dash. */
function wordOf(t: ReturnType<typeof useTranslations<'customer'>>, field: string, value: string): string {
  if (value === '') return '–';
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'yes' : 'no');
  return lookUp(t, `${field}s.${value}`) ?? value;
}
