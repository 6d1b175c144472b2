// The facts of a subscription that one looks for first: who looks after it, whom to write to, when it has to be renewed.

import Link from 'next/link';
import { getFormatter, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Assignee } from '@/lib/cases/queries';
import type { Program } from '@/lib/feedback-loops/programs/types';
import type { LoopSettings } from '@/lib/feedback-loops/types';
import { FactList } from '../../cases/fact-list';

interface LoopFactsProps {
  settings: LoopSettings;
  people: Assignee[];
  /** As the directory has it; null where it has none of this name. */
  program: Program | null;
}

export async function LoopFacts({ settings, people, program }: LoopFactsProps) {
  const [t, format] = await Promise.all([getTranslations('loops'), getFormatter()]);
  const nameOf = (id: number | null) => people.find((person) => person.id === id)?.name ?? t('nobody');
  const { fee, feeCents, feeCurrency, renewsOn, portalUrl } = settings;
  const amount =
    feeCents === null
      ? null
      : t('aYear', { amount: format.number(feeCents / 100, { style: 'currency', currency: feeCurrency }) });
  const facts: [string, ReactNode][] = [
    [
      t('program'),
      program === null ? (
        settings.program
      ) : (
        <Link key="p" href={`/feedback-loops/programs/${program.id}`}>
          {program.name}
        </Link>
      ),
    ],
    [t('intakeAlias'), settings.intakeAlias ?? '–'],
    [t('ownerId'), nameOf(settings.ownerId)],
    [t('deputyId'), nameOf(settings.deputyId)],
    [t('groups.contact'), <Contact key="c" settings={settings} />],
    [t('portalUrl'), portalUrl === null ? '–' : <OutLink key="u" url={portalUrl} />],
    [t('fee'), [fee, amount].filter((one) => one !== null).join(', ') || '–'],
    [t('renewsOn'), renewsOn === null ? '–' : format.dateTime(new Date(`${renewsOn}T12:00:00Z`), 'day')],
  ];
  return (
    <>
      <FactList label={t('facts')} facts={facts} />
      {settings.terms === null ? null : (
        <div className="mb-8 max-w-prose rounded border-l-4 border-accent bg-accent-soft px-3 py-2">
          <p className="font-semibold">{t('terms')}</p>
          <p className="whitespace-pre-line">{settings.terms}</p>
        </div>
      )}
    </>
  );
}

function Contact({ settings }: { settings: LoopSettings }) {
  const { contactName, contactEmail, contactPhone, contactUrl } = settings;
  const parts: [string, ReactNode][] = [];
  if (contactName !== null) parts.push(['n', contactName]);
  if (contactEmail !== null)
    parts.push([
      'e',
      <a key="e" href={`mailto:${contactEmail}`} className="break-all">
        {contactEmail}
      </a>,
    ]);
  if (contactPhone !== null)
    parts.push([
      't',
      <a key="t" href={`tel:${contactPhone.replaceAll(/[^+\d]/g, '')}`}>
        {contactPhone}
      </a>,
    ]);
  if (contactUrl !== null) parts.push(['u', <OutLink key="u" url={contactUrl} />]);
  if (parts.length === 0) return <>–</>;
  return (
    <span className="flex flex-wrap gap-x-4">
      {parts.map(([key, part]) => (
        <span key={key}>{part}</span>
      ))}
    </span>
  );
}

function OutLink({ url }: { url: string }) {
  return (
    <a href={url} rel="noreferrer noopener" target="_blank" className="wrap-anywhere">
      {url}
    </a>
  );
}
