// What a task came with. Codes and links come from outside: they are shown as text that can be copied, and never as a
// link that somebody follows by accident.

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { lookUp } from '@/lib/i18n/look-up';
import type { TaskRow } from '@/lib/tasks/queries';
import { readTaskDetail } from '@/lib/tasks/read-detail';
import { CopyButton } from '../copy-button';
import { TrustBadge } from '../trust-badge';

/** More names than this are counted. */
const namesShown = 12;

type Fact = [name: string, value: ReactNode];

export function TaskFacts({ task }: { task: TaskRow }) {
  const t = useTranslations('tasks');
  const format = useFormatter();
  const health = useTranslations('loopHealth.names');
  const finding = (code: string) => lookUp(health, code) ?? code;
  const { loop, from, subject, trust, codes, links, count, since, domains, accounts, ...of } = readTaskDetail(
    task.detail,
  );
  const facts: (Fact | null)[] = [
    task.feedbackLoop === null
      ? fact(t('detail.program'), loop)
      : [
          t('detail.loop'),
          <Link key="l" href={`/feedback-loops/${task.feedbackLoop.id}`} prefetch={false}>
            {task.feedbackLoop.name}
          </Link>,
        ],
    from === null
      ? null
      : [
          t('detail.from'),
          <span key="f" className="break-all">
            {from} {trust === null ? null : <TrustBadge trust={trust} />}
          </span>,
        ],
    of.case === null
      ? null
      : [
          t('detail.case'),
          <Link key="c" href={`/cases/${of.case}`} prefetch={false}>
            {of.case}
          </Link>,
        ],
    fact(t('detail.customer'), of.customer),
    of.mail === null
      ? null
      : [
          t('detail.mail'),
          <Link key="m" href={`/passing-on/sent/${of.mail}`} prefetch={false}>
            {t('detail.sentMail')}
          </Link>,
        ],
    of.blockList === null
      ? null
      : [
          t('detail.blockList'),
          <Link key="b" href={`/block-lists/lists/${of.blockList.id}`} prefetch={false}>
            {of.blockList.name}
          </Link>,
        ],
    of.subscriber === null
      ? null
      : [
          t('detail.subscriber'),
          <Link key="o" href={`/own-loop/${of.subscriber.id}`} prefetch={false}>
            {of.subscriber.name}
          </Link>,
        ],
    of.listing === null
      ? null
      : [
          t('detail.listing'),
          <Link key="s" href={`/block-lists/${of.listing.id}`} prefetch={false}>
            {of.listing.subject}
          </Link>,
        ],
    fact(t('detail.owner'), of.owner),
    fact(t('detail.to'), of.to),
    fact(t('detail.reasons'), of.reasons.length === 0 ? null : of.reasons.map(finding).join(' · ')),
    of.day === null ? null : [t('detail.day'), format.dateTime(of.day, 'day')],
    fact(t('detail.fee'), of.fee),
    of.values.length === 0 ? null : [t('detail.values'), <Names key="v" names={of.values} />],
    fact(t('detail.phone'), of.phone),
    fact(t('detail.subject'), subject),
    fact(t('detail.response'), of.response),
    ...codes.map((code): Fact => [
      t('detail.code'),
      <Copyable key={code} text={code} label={t('copyCode')} />,
    ]),
    ...links.map((link): Fact => [
      t('detail.link'),
      <Copyable key={link} text={link} label={t('copyLink')} />,
    ]),
    count === null ? null : [t('detail.count'), format.number(count)],
    since === null ? null : [t('detail.since'), format.dateTime(since, 'short')],
    domains.length === 0 ? null : [t('detail.domains'), <Names key="d" names={domains} />],
    accounts.length === 0
      ? null
      : [
          t(of.listing === null ? 'detail.accounts' : 'detail.senders'),
          <Accounts key="a" logins={accounts} />,
        ],
    fact(t('detail.note'), task.done?.note ?? null),
  ];
  const shown = facts.filter((one) => one !== null);
  if (shown.length === 0) return null;
  return (
    <dl className="[&_a]:inline-block [&_a]:min-h-6 mt-1.5 grid gap-x-4 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-y-1">
      {shown.map(([name, value], i) => (
        <div key={i} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="break-words max-sm:mb-1">{value}</dd>
        </div>
      ))}
      {links.length === 0 ? null : (
        <div className="contents">
          <dt />
          <dd className="text-[0.8125rem] text-muted">{t('linkHint')}</dd>
        </div>
      )}
    </dl>
  );
}

function fact(name: string, value: string | null): Fact | null {
  return value === null ? null : [name, value];
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      <code className="min-w-0 rounded border border-line bg-raised px-2 py-1 break-all select-all">
        {text}
      </code>
      <CopyButton text={text} label={label} />
    </span>
  );
}

function Names({ names }: { names: string[] }) {
  const t = useTranslations('tasks');
  const more = names.length - namesShown;
  return (
    <span className="break-all">
      {names.slice(0, namesShown).join(', ')}
      {more > 0 ? ` ${t('andMore', { count: more })}` : null}
    </span>
  );
}

/** Each leads to the account, where the desk knows it. */
function Accounts({ logins }: { logins: string[] }) {
  const t = useTranslations('tasks');
  const more = logins.length - namesShown;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 break-all">
      {logins.slice(0, namesShown).map((login) => (
        <li key={login}>
          <Link href={`/accounts?search=${encodeURIComponent(login)}`} prefetch={false}>
            {login}
          </Link>
        </li>
      ))}
      {more > 0 ? <li>{t('andMore', { count: more })}</li> : null}
    </ul>
  );
}
