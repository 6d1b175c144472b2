// What is known of a listing. The list's own words come from outside: they are text, and so is the address that it names.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ListingDetail } from '@/lib/block-lists/queries';
import { meaningsOf } from '@/lib/block-lists/read-codes';
import { ListingEnd } from '../listing-table';

export function ListingFacts({ listing }: { listing: ListingDetail }) {
  const t = useTranslations('blockLists');
  const format = useFormatter();
  const { list, codes, host, reason, clearBefore, firstSeenAt, lookupUrl } = listing;
  const facts: [string, ReactNode][] = [
    [
      t('list'),
      <Link key="l" href={`/block-lists/lists/${list.id}`} prefetch={false}>
        {list.name}
      </Link>,
    ],
    [t('meaning'), meaningsOf(codes, list.codes).join(', ')],
    [t('codes'), <code key="c">{codes.join(', ')}</code>],
  ];
  if (host !== null) facts.push([t('host'), host]);
  if (reason !== null) facts.push([t('reason'), reason]);
  facts.push([t('since'), format.dateTime(firstSeenAt, 'short')]);
  if (clearBefore !== null) facts.push([t('clearBefore'), format.dateTime(clearBefore, 'short')]);
  facts.push([t('until'), <ListingEnd key="e" row={listing} />]);
  if (lookupUrl !== null) {
    facts.push([
      t('lookupUrl'),
      <a key="u" href={lookupUrl} rel="noreferrer noopener" target="_blank" className="break-all">
        {lookupUrl}
      </a>,
    ]);
  }
  return (
    <dl className="mb-8 grid gap-x-4 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="break-words max-sm:mb-1">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
