// Connectors: through what measures are carried out, and how each of them is.

import Link from 'next/link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import {
  Badge,
  EmptyState,
  LinkButton,
  PageHeader,
  RelativeTime,
  Section,
  Table,
  Td,
  Th,
} from '@/app/components/ui';
import { requireAdmin } from '@/lib/auth/current-user';
import { setUpKinds } from '@/lib/connectors/registry';
import { listConnectors, type ConnectorView } from '@/lib/containment/connector-queries';
import { lookUp } from '@/lib/i18n/look-up';
import { CanaryText } from './canary-text';
import { stateOf, tones } from './connector-state';
import { GoOnForm } from './go-on-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connectors'))('title') };
}

export default async function ConnectorsPage() {
  await requireAdmin();
  const [t, connectors] = await Promise.all([getTranslations('connectors'), listConnectors()]);
  const added = setUpKinds.map((kind) => ({
    kind,
    name: lookUp(t, `kinds.${kind}`) ?? kind,
    text: lookUp(t, `kindTexts.${kind}`),
  }));
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={<LinkButton href="/protection">{t('toProtection')}</LinkButton>}
      />
      {connectors.length === 0 ? (
        <EmptyState title={t('empty')} text={t('emptyText')} />
      ) : (
        <Table label={t('title')}>
          <thead>
            <tr>
              <Th>{t('name')}</Th>
              <Th>{t('state')}</Th>
              <Th>{t('measures')}</Th>
              <Th align="right">{t('inForce')}</Th>
              <Th>{t('lastOk')}</Th>
              <Th>{t('canary')}</Th>
            </tr>
          </thead>
          <tbody>
            {connectors.map((one) => (
              <ConnectorRow key={one.id} one={one} />
            ))}
          </tbody>
        </Table>
      )}
      <div className="mt-6">
        <Section title={t('addTitle')}>
          <ul className="max-w-3xl rounded border border-line">
            {added.map(({ kind, name, text }) => (
              <li key={kind} className="border-b border-line px-3 py-2 last:border-b-0">
                <Link
                  href={`/connectors/new?kind=${kind}`}
                  aria-label={t('add', { kind: name })}
                  className="font-medium"
                >
                  {name}
                </Link>
                <p className="text-[0.8125rem] text-muted">{text}</p>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}

async function ConnectorRow({ one }: { one: ConnectorView }) {
  const [t, measures, common] = await Promise.all([
    getTranslations('connectors'),
    getTranslations('measures'),
    getTranslations('common'),
  ]);
  const state = stateOf(one);
  return (
    <tr>
      <Td>
        <Link href={`/connectors/${one.id}`} className="font-medium">
          {one.name}
        </Link>
        <div className="text-[0.8125rem] text-muted">{lookUp(t, `kinds.${one.kind}`) ?? one.kind}</div>
      </Td>
      <Td>
        <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>
        {state === 'stopped' ? (
          <div className="mt-1 flex max-w-72 flex-col gap-1 text-[0.8125rem]">
            <span>{t('stoppedText')}</span>
            <ClientMessages namespaces={['connectors']}>
              <GoOnForm id={one.id} name={one.name} />
            </ClientMessages>
          </div>
        ) : null}
        {one.lastFault === null ? null : (
          <div className="max-w-72 text-[0.8125rem] text-danger">
            {lookUp(measures, `codes.${one.lastFault.code}`) ?? one.lastFault.code}
          </div>
        )}
      </Td>
      <Td>{one.measures.map((kind) => measures(`kinds.${kind}`)).join(', ')}</Td>
      <Td align="right">{one.inForce}</Td>
      <Td>{one.lastOkAt === null ? common('never') : <RelativeTime date={one.lastOkAt} />}</Td>
      <Td>
        <CanaryText one={one} />
      </Td>
    </tr>
  );
}
