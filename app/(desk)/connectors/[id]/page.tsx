// One connector: how it is, its settings with their test, and pausing it.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { Alert, Badge, LinkButton, PageHeader } from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireAdmin } from '@/lib/auth/current-user';
import { valuesOf } from '@/lib/connectors/form';
import { formFor } from '@/lib/connectors/registry';
import { findConnector } from '@/lib/containment/connector-queries';
import { env } from '@/lib/env';
import { missingTitle } from '../../missing-title';
import { ConnectorForm } from '../connector-form';
import { stateOf, tones } from '../connector-state';
import { GoOnForm } from '../go-on-form';
import { KindHelp } from '../kind-help';
import { listenText } from '../listen-text';
import { PauseForm } from '../pause-form';

interface ConnectorPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: ConnectorPageProps): Promise<Metadata> {
  await requireAdmin();
  const id = readId((await params).id);
  const found = id === null ? null : await findConnector(id);
  return { title: found?.name ?? (await missingTitle()) };
}

export default async function ConnectorPage({ params }: ConnectorPageProps) {
  await requireAdmin();
  const [t, common, { id: text }] = await Promise.all([
    getTranslations('connectors'),
    getTranslations('common'),
    params,
  ]);
  const found = (await findConnector(readId(text) ?? notFound())) ?? notFound();
  const form = formFor(found.kind);
  const state = stateOf(found);
  return (
    <>
      <PageHeader
        title={
          <>
            {found.name} <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
          </>
        }
        actions={<LinkButton href="/connectors">{common('back')}</LinkButton>}
      />
      <ClientMessages namespaces={['connectors', 'measures']}>
        {found.stoppedAt === null ? null : (
          <div className="mb-4 flex max-w-2xl flex-col gap-2">
            <Alert tone="danger">{t('stoppedText')}</Alert>
            <GoOnForm id={found.id} name={found.name} />
          </div>
        )}
        <KindHelp kind={found.kind} listen={listenText(env().POLICY_LISTEN)} />
        {form === null ? (
          <Alert>{t('noForm')}</Alert>
        ) : (
          <ConnectorForm
            id={found.id}
            version={found.version}
            kind={found.kind}
            name={found.name}
            fields={form.fields}
            values={valuesOf(form.fields, found.settings)}
            hasSecret={found.hasSecret}
            possible={form.possible}
            measures={found.measures}
            canaryLogin={found.canaryLogin ?? ''}
          />
        )}
        <PauseForm id={found.id} active={found.active} />
      </ClientMessages>
    </>
  );
}
