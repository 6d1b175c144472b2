// What a customer sees who follows the link of a notice: what happened, what still works, what to do, and where to answer.
// The address is the key; nobody signs in. Showing it changes nothing, and everything on it works without scripts.

import { randomBytes } from 'node:crypto';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { cache } from 'react';
import { Alert, type AlertTone } from '@/app/components/ui';
import { clientAddress } from '@/lib/auth/client-address';
import { isLasting } from '@/lib/containment/types';
import { readCustomerPage, type CustomerPageView } from '@/lib/desk/read-customer-page';
import { pageTextMaxChars } from '@/lib/desk/take-customer-page';
import { isPageResult, type PageResult } from './page-result';
import { AnswerForm } from './answer-form';
import { LanguageSwitch } from './language-switch';
import { Contact, Done, Help, StillWorks, Why } from './parts';
import { kindOf } from './kind-of';
import { NoPage } from './no-page';

interface CustomerPageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Once per request, for the title and for the page. */
const read = cache(async (token: string): Promise<CustomerPageView | null> => {
  const [locale, head] = await Promise.all([getLocale(), headers()]);
  return readCustomerPage(token, clientAddress(head), locale);
});

export async function generateMetadata({ params }: CustomerPageProps): Promise<Metadata> {
  const [t, view] = await Promise.all([getTranslations('customerPage'), read((await params).token)]);
  const title = view === null ? t('gone.title') : t('browserTitle', { number: view.facts.caseNumber });
  return { title: { absolute: title }, referrer: 'no-referrer', robots: { index: false, follow: false } };
}

export default async function CustomerPage({ params, searchParams }: CustomerPageProps) {
  const [{ token }, { result }] = await Promise.all([params, searchParams]);
  const [t, locale, view] = await Promise.all([getTranslations('customerPage'), getLocale(), read(token)]);
  if (view === null) return <NoPage />;
  const { facts } = view;
  const kind = kindOf(facts.account.kind);
  return (
    <>
      <header className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line pb-2">
        <p className="font-semibold wrap-anywhere">{facts.sender.provider || t('provider')}</p>
        <LanguageSwitch locale={locale} label={t('languages')} />
      </header>
      {isPageResult(result) ? (
        <Result result={result} text={t(`results.${result}`, { max: pageTextMaxChars })} />
      ) : null}
      <p className="text-muted">{t('case', { number: facts.caseNumber })}</p>
      <h1 className="mb-3 text-2xl leading-tight font-semibold">
        {t(`heading.${kind}`)}{' '}
        <bdi className="block text-lg leading-snug font-medium wrap-anywhere">{facts.account.login}</bdi>
      </h1>
      <State view={view} />
      <p className="my-3 text-[0.9375rem] text-muted">
        {t('safe')} {facts.sender.phone === '' ? null : t('safePhone', { phone: facts.sender.phone })}
      </p>
      <Done facts={facts} />
      {view.isReleased ? null : <Why facts={facts} />}
      {view.isReleased ? null : <StillWorks facts={facts} />}
      <AnswerForm view={view} token={token} locale={locale} once={randomBytes(12).toString('hex')} />
      <Help facts={facts} />
      <Contact facts={facts} isReleased={view.isReleased} />
    </>
  );
}

const resultTones: Record<PageResult, AlertTone> = {
  saved: 'ok',
  sent: 'ok',
  'text-needed': 'warn',
  'too-long': 'warn',
  'too-many': 'warn',
  throttled: 'warn',
};

function Result({ result, text }: { result: PageResult; text: string }) {
  return (
    <div className="mb-4">
      <Alert tone={resultTones[result]}>{text}</Alert>
    </div>
  );
}

async function State({ view: { facts, isReleased } }: { view: CustomerPageView }) {
  const t = await getTranslations('customerPage.state');
  const kind = kindOf(facts.account.kind);
  if (isReleased) return <Alert tone="ok">{t('released', { kind })}</Alert>;
  if (facts.measures.some((one) => isLasting(one.kind)))
    return <Alert tone="info">{t('restricted', { kind })}</Alert>;
  return <Alert tone="info">{t(facts.hasPending ? 'pending' : 'free')}</Alert>;
}
