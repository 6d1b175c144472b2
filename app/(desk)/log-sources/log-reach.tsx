// How far each server's log reaches, where it has holes, and whether countries are known.

import { useFormatter, useTranslations } from 'next-intl';
import { Alert, Badge, Section, Table, Td, Th } from '@/app/components/ui';
import type { LogReach } from '@/lib/desk/read-log-reach';

/** More of one server say no more than that its log is full of holes. */
const MOST_HOLES = 6;

export function HostReach({ hosts }: Pick<LogReach, 'hosts'>) {
  const t = useTranslations('logSources.reach');
  const format = useFormatter();
  if (hosts.length === 0) return null;
  const moment = (at: number): string => format.dateTime(new Date(at), 'short');
  return (
    <Section title={t('title')} text={t('text')}>
      <Table label={t('title')}>
        <thead>
          <tr>
            <Th>{t('host')}</Th>
            <Th>{t('from')}</Th>
            <Th>{t('to')}</Th>
            <Th>{t('holes')}</Th>
          </tr>
        </thead>
        <tbody>
          {hosts.map(({ host, from, to, holes, cluster }) => (
            <tr key={host}>
              <Td className="min-w-48 break-words">
                {host} {cluster === null ? null : <Badge>{cluster}</Badge>}
              </Td>
              <Td>{moment(from)}</Td>
              <Td>{moment(to)}</Td>
              <Td>
                {holes === undefined ? (
                  <span className="text-muted">{t('unknown')}</span>
                ) : (
                  <Holes list={holes.map((hole) => `${moment(hole.from)} – ${moment(hole.to)}`)} />
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <ClusterOnly count={hosts.filter(({ cluster }) => cluster !== null).length} />
    </Section>
  );
}

/** What is not found where the log is only asked. */
function ClusterOnly({ count }: { count: number }) {
  const t = useTranslations('logSources.reach');
  if (count === 0) return null;
  return (
    <div className="mt-3">
      <Alert tone="info" title={t('clusterOnly', { count })}>
        <p className="max-w-[75ch]">{t('clusterOnlyText')}</p>
      </Alert>
    </div>
  );
}

/** The latest first. */
function Holes({ list }: { list: string[] }) {
  const t = useTranslations('logSources.reach');
  if (list.length === 0) return <span className="text-muted">{t('none')}</span>;
  const shown = list.toReversed().slice(0, MOST_HOLES);
  return (
    <ul className="text-warn">
      {shown.map((hole) => (
        <li key={hole}>{hole}</li>
      ))}
      {list.length > shown.length ? <li>{t('more', { count: list.length - shown.length })}</li> : null}
    </ul>
  );
}

export function CountryState({ countries }: Pick<LogReach, 'countries'>) {
  const t = useTranslations('logSources.countries');
  if (countries === null)
    return (
      <Section title={t('title')}>
        <p className="max-w-[75ch]">{t('none')}</p>
      </Section>
    );
  const { path, since } = countries;
  return (
    <Section title={t('title')}>
      {'problem' in countries ? (
        <Alert tone="warn">
          <p>{t(`problems.${countries.problem}`)}</p>
        </Alert>
      ) : (
        <p className="max-w-[75ch]">{t('loaded', { ranges: countries.ranges, since })}</p>
      )}
      <p className="mt-1 font-mono text-[0.8125rem] wrap-anywhere text-muted">{path}</p>
      {'badLines' in countries && countries.badLines > 0 ? (
        <div className="mt-2 max-w-[75ch]">
          <p className="text-warn">{t('badLines', { count: countries.badLines })}</p>
          <ul className="font-mono text-[0.8125rem] wrap-anywhere">
            {countries.firstBadLines.map(({ line, text }) => (
              <li key={line}>{t('badLine', { line, text })}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </Section>
  );
}
