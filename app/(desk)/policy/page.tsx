// The policy: every number that weighs a complaint, line by line, and how the numbers came to be.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton, PageHeader, Section, ShortTime } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { changesBetween, linesOf } from '@/lib/policies/policy-fields';
import { listPolicies, type PolicyVersion } from '@/lib/policies/queries';
import { PolicyLineName, PolicyValue } from './policy-line';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('title') };
}

export default async function PolicyPage() {
  const user = await requireUser();
  const [t, versions] = await Promise.all([getTranslations('policy'), listPolicies()]);
  const [current] = versions;
  if (current === undefined) return null;
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          user.role === 'admin' ? (
            <LinkButton look="primary" href="/policy/edit">
              {t('succeed')}
            </LinkButton>
          ) : null
        }
      />
      <p className="mb-4">{t('inForce', { version: current.id })}</p>
      <div className="mb-8 gap-x-8 md:columns-2 2xl:columns-3">
        {linesOf(current.policy).map(({ group, lines }) => (
          <section key={group} className="mb-5 break-inside-avoid" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`} className="mb-1 font-semibold">
              {t(`groups.${group}`)}
            </h2>
            <dl className="rounded border border-line">
              {lines.map(({ path, value }) => (
                <div
                  key={path}
                  className="flex justify-between gap-4 border-b border-line px-2.5 py-1 last:border-b-0"
                >
                  <dt>
                    <PolicyLineName path={path} />
                  </dt>
                  <dd className="text-right whitespace-nowrap">
                    <PolicyValue path={path} value={value} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Section title={t('history')}>
        <ol>
          {versions.map((version, index) => (
            <VersionEntry key={version.id} version={version} before={versions[index + 1]} />
          ))}
        </ol>
      </Section>
    </>
  );
}

async function VersionEntry({
  version,
  before,
}: {
  version: PolicyVersion;
  before: PolicyVersion | undefined;
}) {
  const t = await getTranslations('policy');
  return (
    <li className="mb-3 max-w-3xl border-l-2 border-line pl-3">
      <p>
        <span className="font-semibold">{t('version', { version: version.id })}</span>{' '}
        <span className="text-muted">
          {version.createdAt ? <ShortTime date={version.createdAt} /> : null} ·{' '}
          {version.createdBy ?? t('shipped')}
        </span>
      </p>
      {version.note && version.createdBy ? <p className="break-words">{version.note}</p> : null}
      {before ? (
        <ul className="text-muted">
          {changesBetween(before.policy, version.policy).map(({ path, from, to }) => (
            <li key={path}>
              <PolicyLineName path={path} />: {from === null ? '–' : <PolicyValue path={path} value={from} />}{' '}
              → {to === null ? '–' : <PolicyValue path={path} value={to} />}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
