// The second factor: set up at the first sign-in or here, replaced here, with its recovery codes.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireAnyRole } from '@/lib/auth/current-user';
import { env } from '@/lib/env';
import { readFactorSettings } from '@/lib/users/queries';
import { RecoveryCodes } from './recovery-codes';
import { SetUpFactor } from './set-up-factor';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('secondFactor'))('title') };
}

type Search = Promise<{ first?: string | string[] }>;

export default async function SecondFactorPage({ searchParams }: { searchParams: Search }) {
  const user = await requireAnyRole();
  const [t, { first }, { isSetUp, codesLeft }] = await Promise.all([
    getTranslations('secondFactor'),
    searchParams,
    readFactorSettings(user.id),
  ]);
  const isFirst = first !== undefined;
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text', { minutes: env().SECOND_FACTOR_MINUTES })}
        actions={
          <LinkButton href={isFirst ? '/' : '/me'}>{t(isFirst && !isSetUp ? 'later' : 'back')}</LinkButton>
        }
      />
      {env().SAMPLE_PROVIDER ? <p className="mb-4 max-w-[75ch]">{t('sample')}</p> : null}
      <ClientMessages namespaces={['secondFactor']}>
        <Section title={t(isSetUp ? 'replace' : 'setUp')} text={t(isSetUp ? 'replaceText' : 'setUpText')}>
          <SetUpFactor login={user.login} />
        </Section>
        {isSetUp ? (
          <Section title={t('codes')} text={t('codesText', { count: codesLeft })}>
            <RecoveryCodes />
          </Section>
        ) : null}
      </ClientMessages>
    </>
  );
}
