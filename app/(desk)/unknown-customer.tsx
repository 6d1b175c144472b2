// Nobody is known behind this account: why, and what happens next.

import { useTranslations } from 'next-intl';
import { lookUp } from '@/lib/i18n/look-up';
import type { ResolverState } from '@/lib/directory/answer-queries';

interface UnknownCustomerProps {
  resolvers: readonly ResolverState[];
  hasDirectory: boolean;
}

export function UnknownCustomer({ resolvers, hasDirectory }: UnknownCustomerProps) {
  const t = useTranslations('customer');
  if (!hasDirectory) return <p className="text-muted">{t('noDirectory')}</p>;
  return (
    <>
      <p className="text-muted">{t('unknown')}</p>
      {resolvers.length === 0 ? null : (
        <ul className="mt-2 space-y-1">
          {resolvers.map((resolver) => (
            <li key={resolver.source}>
              <Resolver resolver={resolver} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Resolver({ resolver: { source, state, error, askedAt, nextAt } }: { resolver: ResolverState }) {
  const t = useTranslations('customer');
  if (state === 'unknown') return t('resolver.unknown', { source, at: askedAt ?? nextAt });
  if (error === null) return t('resolver.waiting', { source });
  const reason = lookUp(t, `resolver.faults.${error}`) ?? error;
  return <span className="text-warn">{t('resolver.down', { source, reason, at: nextAt })}</span>;
}
