// The policy: every number that weighs a complaint, line by line, and how the numbers came to be.

import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkButton, PageHeader, Section } from '@/app/components/ui';
import { requireUser } from '@/lib/auth/current-user';
import { openDraft } from '@/lib/policies/draft-queries';
import { linesOf, type PolicyGroup } from '@/lib/policies/policy-fields';
import { listPolicies } from '@/lib/policies/queries';
import { latestTrial } from '@/lib/policies/trial-queries';
import type { Policy } from '@/lib/scoring/policy';
import { PolicyLineName, PolicyValue } from './policy-line';
import { PolicyTabs } from './policy-tabs';
import { VersionEntry } from './version-entry';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('title') };
}

export default async function PolicyPage() {
  const user = await requireUser();
  const [t, versions, draft, trial] = await Promise.all([
    getTranslations('policy'),
    listPolicies(),
    openDraft(),
    latestTrial(),
  ]);
  const [current] = versions;
  if (current === undefined) return null;
  const isAdmin = user.role === 'admin';
  return (
    <>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          isAdmin ? (
            <LinkButton look="primary" href="/policy/edit">
              {draft === null ? t('succeed') : t('draft.edit')}
            </LinkButton>
          ) : null
        }
      />
      <PolicyTabs current="numbers" hasDraft={draft !== null} trial={trial} now={new Date()} />
      <p className="mb-4">{t('inForce', { version: current.id })}</p>
      <PolicyNumbers policy={current.policy} />
      <Section title={t('history')}>
        <ol>
          {versions.map((version, index) => (
            <VersionEntry
              key={version.id}
              version={version}
              before={versions[index + 1]}
              canRestore={isAdmin && draft === null && index > 0}
            />
          ))}
        </ol>
      </Section>
    </>
  );
}

async function PolicyNumbers({ policy }: { policy: Policy }) {
  const t = await getTranslations('policy');
  return (
    <div className="mb-8 gap-x-8 md:columns-2 2xl:columns-3">
      {linesOf(policy).map(({ group, lines }) => (
        <section key={group} className="mb-5 break-inside-avoid" aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`} className="mb-1 font-semibold">
            {t(`groups.${group}`)}
          </h2>
          <GroupText group={group} />
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
  );
}

async function GroupText({ group }: { group: PolicyGroup }) {
  const t = await getTranslations('policy.groupTexts');
  return group === 'automatic' ? <p className="mb-1 text-muted">{t('automatic')}</p> : null;
}
