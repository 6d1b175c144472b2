// The ways to reach somebody, with where each is from; one that must not be used says why.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { ActionForm, FormError, SubmitButton } from '@/app/components/ui';
import type { CardContact } from '@/lib/customers/types';
import { trustAddressAction } from './replies/actions';

export function ContactList({ contacts }: { contacts: readonly CardContact[] }) {
  const t = useTranslations('customer');
  if (contacts.length === 0) return <p className="text-muted">{t('noContacts')}</p>;
  return (
    <ul className="space-y-1.5">
      {contacts.map((contact) => (
        <Contact key={`${contact.kind} ${contact.value}`} contact={contact} />
      ))}
    </ul>
  );
}

function Contact({
  contact: { kind, value, origin, verifiedOn, unusable, because },
}: {
  contact: CardContact;
}) {
  const t = useTranslations('customer');
  const format = useFormatter();
  const about = [
    t(`kinds.${kind}`),
    t('from', { origin }),
    verifiedOn === null ? '' : t('verified', { on: format.dateTime(new Date(verifiedOn), 'day') }),
  ].filter((text) => text !== '');
  return (
    <li>
      <p className={`wrap-anywhere ${unusable === null ? '' : 'text-muted line-through'}`}>{value}</p>
      {unusable === null ? null : (
        <p className="text-warn wrap-anywhere">
          {t(`unusable.${unusable}`, { because: because ?? '' })}
          {unusable === 'account-in-case' && because !== null ? (
            <>
              {' '}
              <Link href={`/cases/${because}`}>{because}</Link>
            </>
          ) : null}
        </p>
      )}
      {unusable === 'undeliverable' ? <TrustAddress address={value} /> : null}
      <p className="text-[0.8125rem] text-muted">{about.join(' · ')}</p>
    </li>
  );
}

/** The way back for an address that works again: nobody but a person knows. */
function TrustAddress({ address }: { address: string }) {
  const t = useTranslations('customer');
  return (
    <ActionForm
      action={trustAddressAction}
      doneText={t('trusted')}
      label={t('trustAddress', { address })}
      className="my-1"
    >
      <input type="hidden" name="address" value={address} readOnly />
      <FormError />
      <SubmitButton look="plain" label={t('trustAddress', { address })}>
        {t('trust')}
      </SubmitButton>
    </ActionForm>
  );
}
