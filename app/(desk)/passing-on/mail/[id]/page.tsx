// One report about mail that is not ours: who is responsible, the mail as it would leave, and the button that sends it.

import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import {
  ActionForm,
  Alert,
  FormError,
  LinkButton,
  PageHeader,
  Section,
  SubmitButton,
} from '@/app/components/ui';
import { readId } from '@/app/read-id';
import { requireUser } from '@/lib/auth/current-user';
import { prepareHandOver, type HandOver } from '@/lib/desk/hand-over-report';
import type { RawParameters } from '@/lib/url/parameter-reader';
import { FactList } from '../../../cases/fact-list';
import { MailSource } from '../../mail-source';
import { handOverAction, lookUpContactAction } from './actions';

interface HandOverPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<RawParameters>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('passingOn.handOver'))('title') };
}

export default async function HandOverPage({ params, searchParams }: HandOverPageProps) {
  await requireUser();
  const id = readId((await params).id) ?? notFound();
  const { report } = await searchParams;
  const ordinal = typeof report === 'string' && /^\d{1,5}$/.test(report) ? Number(report) : 0;
  const [t, prepared] = await Promise.all([
    getTranslations('passingOn.handOver'),
    prepareHandOver({ rawMessageId: id, ordinal }),
  ]);
  if (prepared === null) notFound();
  const { target, preview } = prepared;
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={<LinkButton href={`/intake/${id}`}>{t('toMail')}</LinkButton>}
      />
      <FactList
        facts={[
          [t('source'), target.ip ?? t('unknown')],
          [t('domain'), target.domain ?? t('unknown')],
        ]}
      />
      <Contact prepared={prepared} place={{ id, ordinal }} />
      {preview === null ? null : (
        <Section title={t('preview')}>
          <p className="mb-2 text-muted">{t('previewHint')}</p>
          <MailSource bytes={preview} />
        </Section>
      )}
    </>
  );
}

interface PartProps {
  prepared: HandOver;
  place: { id: number; ordinal: number };
}

async function Contact({ prepared, place }: PartProps) {
  const t = await getTranslations('passingOn.handOver');
  const { contact, already, held } = prepared;
  const codes = [
    'found',
    'nobody-named',
    'no-domain',
    'no-target',
    'no-registry',
    'no-zone',
    'zone-not-working',
  ] as const;
  return (
    <Section title={t('contact')}>
      {contact === null ? (
        <p className="mb-2 max-w-[75ch] text-muted">{t('notAsked')}</p>
      ) : (
        <>
          <p className="mb-1">
            {contact.addresses.length === 0 ? (
              t('nobody')
            ) : (
              <>
                <strong className="break-all">{contact.addresses[0]}</strong>{' '}
                {t('foundBy', { source: t(`sources.${contact.source}`) })}
              </>
            )}
          </p>
          <ul aria-label={t('tried')} className="mb-2 text-[0.8125rem] text-muted">
            {contact.tried.map(({ source, code }) => (
              <li key={source}>
                {t(`sources.${source}`)}: {t(`codes.${codes.find((one) => one === code) ?? 'other'}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      {already === null ? <Buttons prepared={prepared} place={place} /> : <Already already={already} />}
      {held === null ? null : <Held reason={held} />}
    </Section>
  );
}

async function Buttons({ prepared: { contact, preview }, place }: PartProps) {
  const t = await getTranslations('passingOn.handOver');
  const fields = (
    <>
      <input type="hidden" name="id" value={place.id} readOnly />
      <input type="hidden" name="ordinal" value={place.ordinal} readOnly />
    </>
  );
  return (
    <div className="flex flex-wrap gap-3">
      {preview === null ? null : (
        <ActionForm action={handOverAction} doneText={t('sent')} label={t('send')}>
          {fields}
          <SubmitButton>{t('send')}</SubmitButton>
          <FormError />
        </ActionForm>
      )}
      <ActionForm action={lookUpContactAction} label={t('find')}>
        {fields}
        <SubmitButton look={contact === null ? 'primary' : 'plain'}>
          {t(contact === null ? 'find' : 'again')}
        </SubmitButton>
        <FormError />
      </ActionForm>
    </div>
  );
}

async function Already({ already }: { already: NonNullable<HandOver['already']> }) {
  const [t, format] = await Promise.all([getTranslations('passingOn.handOver'), getFormatter()]);
  const { at, by, to, mailId } = already;
  const text = t('already', { at: format.dateTime(at, 'short'), name: by, to });
  return (
    <p className="flex flex-wrap items-center gap-3">
      {text}{' '}
      {mailId === null ? null : <LinkButton href={`/passing-on/sent/${mailId}`}>{t('toSent')}</LinkButton>}
    </p>
  );
}

async function Held({ reason }: { reason: NonNullable<HandOver['held']> }) {
  const t = await getTranslations('passingOn');
  return <Alert tone="warn">{t('handOver.held', { reason: t(`reasons.${reason}`) })}</Alert>;
}
