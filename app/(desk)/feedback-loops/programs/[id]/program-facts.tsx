// What is known of a program: identity, format, cost, terms, what to expect.

import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { ProgramEntry } from '@/lib/feedback-loops/programs/correction';
import { FactList } from '../../../cases/fact-list';

interface ProgramFactsProps {
  entry: ProgramEntry;
  subscriptions: { id: number; name: string }[];
}

export async function ProgramFacts({ entry, subscriptions }: ProgramFactsProps) {
  const [t, common, locale] = await Promise.all([
    getTranslations('programs'),
    getTranslations('common'),
    getLocale(),
  ]);
  const language = locale === 'de' ? 'de' : 'en';
  const { program, correction } = entry;
  const { apply, reports, cost, terms, quirks } = program;
  const none = t('unknown');
  const list = (values: readonly string[]) => (values.length === 0 ? none : values.join(', '));
  const mailHosts: [string, ReactNode] = [t('mailHosts'), list(program.mailHosts)];
  const facts: [string, ReactNode][] = [
    [t('keyedOn'), program.keyedOn.map((key) => t(`keys.${key}`)).join(', ')],
    [
      t('apply'),
      <span key="apply">
        {t(`ways.${apply.way}`)}
        {apply.through === null ? null : (
          <>
            {': '}
            <Link href={`/feedback-loops/programs/${apply.through}`} className="underline">
              {apply.through}
            </Link>
          </>
        )}
        {apply.url === null ? null : (
          <>
            {' · '}
            <a href={apply.url} rel="noreferrer noopener" target="_blank" className="wrap-anywhere underline">
              {apply.url}
            </a>
          </>
        )}
      </span>,
    ],
    [t('formats'), reports.formats.map((one) => t(`formatNames.${one}`)).join(', ')],
    [t('from'), list(reports.from)],
    [t('envelopeDomains'), list(reports.envelopeDomains)],
    [t('dkimDomains'), list(reports.dkimDomains)],
    [t('mailboxDomains'), list(program.mailboxDomains)],
    ...(program.mailHosts.length === 0 ? [] : [mailHosts]),
    [t('userAgents'), list(reports.userAgents)],
    [t('subject'), reports.subject ?? none],
    [t('redaction'), t(`redactions.${reports.redaction}`)],
    [t('cost'), cost?.[language] ?? t('unknown')],
    [t('terms'), terms?.[language] ?? t('unknown')],
    [
      t('subscriptions'),
      subscriptions.length === 0
        ? common('none')
        : subscriptions.map(({ id, name }) => (
            <Link key={id} href={`/feedback-loops/${id}`} className="mr-3">
              {name}
            </Link>
          )),
    ],
  ];
  return (
    <>
      {program.summary[language] === '' ? null : (
        <p className="mb-4 max-w-prose">{program.summary[language]}</p>
      )}
      {correction?.body.note ? (
        <div className="mb-4 max-w-prose rounded border-l-4 border-accent bg-accent-soft px-3 py-2">
          <p className="whitespace-pre-line">{correction.body.note}</p>
          <p className="mt-1 text-[0.8125rem] text-muted">
            {t('correctedBy', { name: correction.updatedBy ?? t('somebody'), at: correction.updatedAt })}
          </p>
        </div>
      ) : null}
      <FactList label={program.name} facts={facts} />
      {quirks.length === 0 ? null : (
        <>
          <h2 className="mb-1 text-base font-semibold">{t('quirks')}</h2>
          <ul className="mb-8 max-w-prose list-disc pl-5">
            {quirks.map((quirk) => (
              <li key={quirk.en}>{quirk[language]}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
