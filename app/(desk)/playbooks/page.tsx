// Playbooks: what one key sets going on a case, each with its steps and its version. Administrators only.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { Badge, LinkButton, PageHeader, Table, Td, Th } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { listPlaybooks } from '@/lib/containment/playbook-queries';
import { StepList } from './step-list';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('playbooks'))('title') };
}

export default async function PlaybooksPage() {
  await requireAdmin();
  const [t, stages, locale, playbooks] = await Promise.all([
    getTranslations('playbooks'),
    getTranslations('stages'),
    getLocale(),
    listPlaybooks(),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <LinkButton look="primary" href="/playbooks/new">
            {t('list.new')}
          </LinkButton>
        }
      />
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('list.name')}</Th>
            <Th>{t('list.for')}</Th>
            <Th>{t('list.steps')}</Th>
            <Th>{t('list.version')}</Th>
          </tr>
        </thead>
        <tbody>
          {playbooks.map(({ key, nameDe, nameEn, body, version, createdAt: at }) => {
            const name = locale === 'de' ? nameDe : nameEn;
            const { fromStage } = body;
            return (
              <tr key={key}>
                <Td className="wrap-anywhere">
                  <Link href={`/playbooks/${key}`} prefetch={false} aria-label={t('list.edit', { name })}>
                    {name}
                  </Link>{' '}
                  {body.isOffered ? null : <Badge>{t('list.withdrawn')}</Badge>}
                </Td>
                <Td>
                  {body.accounts.map((kind) => t(`accounts.${kind}`)).join(', ')}
                  {fromStage === null ? null : `, ${t('list.fromStage', { stage: stages(fromStage) })}`}
                </Td>
                <Td>
                  <StepList steps={body.steps} />
                </Td>
                <Td>{t('list.versionOf', { version, at })}</Td>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </>
  );
}
