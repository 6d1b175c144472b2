// Users: who may use the desk.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton, PageHeader, RelativeTime, Table, Td, Th } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { listUsers } from '@/lib/users/queries';
import { UserStateBadge } from './user-state-badge';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('users'))('title') };
}

export default async function UsersPage() {
  await requireAdmin();
  const [t, common, users] = await Promise.all([
    getTranslations('users'),
    getTranslations('common'),
    listUsers(new Date()),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <LinkButton look="primary" href="/users/invite">
            {t('invite')}
          </LinkButton>
        }
      />
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('name')}</Th>
            <Th>{t('login')}</Th>
            <Th>{t('role')}</Th>
            <Th>{t('state')}</Th>
            <Th>{t('lastSignIn')}</Th>
            <Th align="right">{t('sessions')}</Th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.id}>
              <Td>
                <Link href={`/users/${user.id}`}>{user.name}</Link>
              </Td>
              <Td>{user.login}</Td>
              <Td>{t(`roles.${user.role}`)}</Td>
              <Td>
                <UserStateBadge state={user.state} />
              </Td>
              <Td>{user.lastSignInAt ? <RelativeTime date={user.lastSignInAt} /> : common('never')}</Td>
              <Td align="right">{user.openSessions}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
