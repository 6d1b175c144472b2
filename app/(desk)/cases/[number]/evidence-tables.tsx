// Where the mail of a case came from, and where it went.

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Badge, ShortTime, Table, Td, Th } from '@/app/components/ui';
import type { EvidenceSummary, PlaceLine } from '@/lib/cases/evidence/types';

interface PlaceTableProps {
  summary: EvidenceSummary;
  isLocal: boolean;
  /** The log confirms a mail that a complaint names. */
  hasNamed: boolean;
}

/** Logins by address, or folders of a site's programs; those with the most mail, in the order of their first. */
export function PlaceTable({ summary, isLocal, hasNamed }: PlaceTableProps) {
  const t = useTranslations('logEvidence.places');
  const { places, placeCount, networkCount, countryCount, burst } = summary;
  const title = t(isLocal ? 'local' : burst !== null ? 'login' : hasNamed ? 'loginNamed' : 'loginCalm');
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-semibold">{title}</h3>
      <Table label={title}>
        <thead>
          <tr>
            {isLocal ? (
              <Th>{t('folder')}</Th>
            ) : (
              <>
                <Th>
                  {t('address')}, {t('network')}
                </Th>
                <Th>{t('country')}</Th>
              </>
            )}
            <Th>{t('first')}</Th>
            <Th>{t('last')}</Th>
            <Th align="right">{t('recipients')}</Th>
          </tr>
        </thead>
        <tbody>
          {places.map((line) => (
            <PlaceRow key={`${line.clientIp ?? ''} ${line.cwd ?? ''}`} line={line} isLocal={isLocal} />
          ))}
        </tbody>
      </Table>
      {placeCount > places.length ? (
        <p className="mt-1 text-[0.8125rem] text-muted">
          {t('more', {
            shown: places.length,
            count: placeCount,
            networks: networkCount,
            countries: countryCount,
          })}
        </p>
      ) : null}
    </div>
  );
}

function PlaceRow({ line, isLocal }: { line: PlaceLine; isLocal: boolean }) {
  const t = useTranslations('logEvidence.places');
  const format = useFormatter();
  const isNew = line.isNew === true;
  return (
    <tr>
      {isLocal ? (
        <Td className="font-mono wrap-anywhere">
          {line.cwd ?? t('noFolder')} {isNew ? <New hint={t('newFolderHint')} /> : null}
        </Td>
      ) : (
        <>
          <Td>
            <span className="font-mono whitespace-nowrap">{line.clientIp ?? t('noAddress')}</span>{' '}
            {isNew ? <New hint={t('newHint')} /> : null}
            <span className="flex flex-wrap gap-x-2 text-[0.8125rem] text-muted">
              {line.network === null ? null : <span className="whitespace-nowrap">{line.network}</span>}
              {line.clientName === null || line.clientName === 'unknown' ? null : (
                <span className="wrap-anywhere max-sm:hidden">{line.clientName}</span>
              )}
            </span>
          </Td>
          <Td>
            <Country code={line.country} />
          </Td>
        </>
      )}
      <Td>
        <ShortTime date={new Date(line.firstAt)} />
      </Td>
      <Td>
        <ShortTime date={new Date(line.lastAt)} />
      </Td>
      <Td align="right">{format.number(line.recipients)}</Td>
    </tr>
  );
}

function New({ hint }: { hint: string }) {
  const t = useTranslations('logEvidence.places');
  return (
    <Badge tone="warn" className="font-sans">
      <span title={hint}>{t('new')}</span>
    </Badge>
  );
}

/** The name of a country in the language of the reader. */
function Country({ code }: { code: string | null }) {
  const locale = useLocale();
  if (code === null) return <>–</>;
  return <span title={code}>{new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code}</span>;
}

export function DomainTable({ domains }: Pick<EvidenceSummary, 'domains'>) {
  const t = useTranslations('logEvidence.domains');
  const format = useFormatter();
  if (domains.length === 0) return null;
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-semibold">{t('title')}</h3>
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('domain')}</Th>
            <Th align="right">{t('delivered')}</Th>
          </tr>
        </thead>
        <tbody>
          {domains.map(({ domain, delivered }) => (
            <tr key={domain}>
              <Td className="wrap-anywhere">{domain}</Td>
              <Td align="right">{format.number(delivered)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
