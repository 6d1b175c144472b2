// How mail comes in for our own feedback loop, and which of the ways run.

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge, LinkButton, RelativeTime, Table, Td, Th, type BadgeTone } from '@/app/components/ui';
import type { OwnLoopWay, WayState } from '@/lib/desk/read-own-loop-ways';
import { lmtpIdentities } from '@/lib/own-loop/lmtp-identities';

const tones: Record<WayState, BadgeTone> = { on: 'ok', off: 'plain', paused: 'warn', failing: 'danger' };

export function WayTable({ ways }: { ways: OwnLoopWay[] }) {
  const [t, common] = [useTranslations('ownLoop'), useTranslations('common')];
  const hasMailbox = ways.some(({ href }) => href?.startsWith('/mailboxes/'));
  return (
    <>
      {hasMailbox ? null : (
        <div className="mb-3 flex flex-wrap items-center gap-3 rounded border border-line bg-panel px-3 py-2">
          <p className="text-muted">{t('noMailbox')}</p>
          <LinkButton href="/mailboxes/new">{t('addMailbox')}</LinkButton>
        </div>
      )}
      <Table label={t('ways')}>
        <thead>
          <tr>
            <Th>{t('wayName')}</Th>
            <Th>{t('wayTakes')}</Th>
            <Th>{t('wayState')}</Th>
            <Th>{t('lastMail')}</Th>
          </tr>
        </thead>
        <tbody>
          {ways.map((way) => (
            <tr key={`${way.takes} ${way.name}`}>
              <Td className="min-w-48 break-words">
                <WayName way={way} />
              </Td>
              <Td>{t(`takes.${way.takes}`)}</Td>
              <Td>
                <Badge tone={tones[way.state]}>
                  {t(`wayStates.${way.state}`, { error: way.error ?? '' })}
                </Badge>
                {way.state === 'off' && way.href === null ? (
                  <div className="text-muted">{t('lmtpOff')}</div>
                ) : null}
              </Td>
              <Td>{way.lastAt === null ? common('never') : <RelativeTime date={way.lastAt} />}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SetUp />
    </>
  );
}

const steps = ['report', 'pipe', 'trap', 'api'] as const;

function SetUp() {
  const t = useTranslations('ownLoop');
  return (
    <details className="mt-3 max-w-3xl">
      <summary className="cursor-pointer">{t('setUp')}</summary>
      <ul className="mt-2 list-disc space-y-1 pl-5">
        {steps.map((step) => (
          <li key={step}>
            {t(`setUpSteps.${step}`, {
              click: lmtpIdentities['spam-clicks'],
              trap: lmtpIdentities['spam-traps'],
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function WayName({ way: { name, href, takes } }: { way: OwnLoopWay }) {
  const t = useTranslations('ownLoop');
  if (takes === 'api')
    return (
      <>
        <span className="font-mono">POST {name}</span>
        <div>
          <Link href="/api-tokens">{t('tokens')}</Link>
        </div>
      </>
    );
  return href === null ? <span className="font-mono">LMTP {name}</span> : <Link href={href}>{name}</Link>;
}
