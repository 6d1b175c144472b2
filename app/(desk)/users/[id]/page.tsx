// One user: role, right to handle restricted reports, password, sessions, disabling.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { LinkButton, PageHeader, RelativeTime } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { findUser } from '@/lib/users/queries';
import { missingTitle } from '../../missing-title';
import { UserStateBadge } from '../user-state-badge';
import { UserForms } from './user-forms';

interface UserPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: UserPageProps): Promise<Metadata> {
  await requireAdmin();
  const id = readId((await params).id);
  const user = id === null ? null : await findUser(id, new Date());
  return { title: user?.name ?? (await missingTitle()) };
}

export default async function UserPage({ params }: UserPageProps) {
  const admin = await requireAdmin();
  const [t, common, { id }] = await Promise.all([
    getTranslations('users'),
    getTranslations('common'),
    params,
  ]);
  const user = await findUser(readId(id) ?? notFound(), new Date());
  if (user === null) notFound();
  return (
    <>
      <PageHeader title={user.name} actions={<LinkButton href="/users">{common('back')}</LinkButton>} />
      <dl className="mb-6 grid max-w-xl grid-cols-[max-content_1fr] gap-x-6 gap-y-1">
        <dt className="text-muted">{t('login')}</dt>
        <dd>{user.login}</dd>
        <dt className="text-muted">{t('state')}</dt>
        <dd>
          <UserStateBadge state={user.state} />
        </dd>
        <dt className="text-muted">{t('lastSignIn')}</dt>
        <dd>{user.lastSignInAt ? <RelativeTime date={user.lastSignInAt} /> : common('never')}</dd>
        <dt className="text-muted">{t('sessions')}</dt>
        <dd>{user.openSessions}</dd>
      </dl>
      <ClientMessages namespaces={['users']}>
        <UserForms
          id={user.id}
          role={user.role}
          disabled={user.state === 'disabled'}
          isSelf={user.id === admin.id}
          openSessions={user.openSessions}
          handlesRestricted={user.handlesRestricted}
          hasSecondFactor={user.hasSecondFactor}
        />
      </ClientMessages>
    </>
  );
}
