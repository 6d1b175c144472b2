// Sign-in.

import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { currentUser } from '@/lib/auth/current-user';
import { localPath } from '@/lib/auth/request-path';
import { SignInForm } from './sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') };
}

type Search = Promise<{ next?: string | string[] }>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const [{ next }, user, t] = await Promise.all([searchParams, currentUser(), getTranslations('signIn')]);
  const target = localPath(Array.isArray(next) ? next[0] : next);
  if (user !== null) redirect(target);
  return (
    <>
      <p className="text-muted">{t('product')}</p>
      <h1 className="mb-5 text-xl font-semibold">{t('title')}</h1>
      <ClientMessages namespaces={['signIn']}>
        <SignInForm target={target} />
      </ClientMessages>
    </>
  );
}
