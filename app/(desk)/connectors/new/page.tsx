// Setting up a connector of the kind that the address names.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { PageHeader } from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { valuesOf } from '@/lib/connectors/form';
import { formFor } from '@/lib/connectors/registry';
import { env } from '@/lib/env';
import { lookUp } from '@/lib/i18n/look-up';
import { ConnectorForm } from '../connector-form';
import { KindHelp } from '../kind-help';
import { listenText } from '../listen-text';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connectors'))('new') };
}

export default async function NewConnectorPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  await requireAdmin();
  const t = await getTranslations('connectors');
  const form = formFor(String((await searchParams)['kind'] ?? '')) ?? notFound();
  const { possible } = form;
  const kind = lookUp(t, `kinds.${form.kind}`) ?? form.kind;
  return (
    <>
      <PageHeader title={t('add', { kind })} />
      <KindHelp kind={form.kind} listen={listenText(env().POLICY_LISTEN)} />
      <ClientMessages namespaces={['connectors', 'measures']}>
        <ConnectorForm
          id={null}
          version=""
          kind={form.kind}
          name={kind}
          fields={form.fields}
          values={valuesOf(form.fields, null)}
          hasSecret={false}
          possible={possible}
          measures={form.ticked}
          canaryLogin=""
        />
      </ClientMessages>
    </>
  );
}
