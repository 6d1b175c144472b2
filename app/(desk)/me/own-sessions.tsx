// Where I am signed in, and the buttons that end it.

import { useTranslations } from 'next-intl';
import {
  ActionForm,
  Badge,
  FormError,
  RelativeTime,
  ShortTime,
  SubmitButton,
  Table,
  Td,
  Th,
} from '@/app/components/ui';
import { describeBrowser } from '@/app/describe-browser';
import type { SessionRow } from '@/lib/users/queries';
import { endOwnSessionsAction } from './actions';

export function OwnSessions({ sessions, current }: { sessions: SessionRow[]; current: string }) {
  const t = useTranslations('me');
  return (
    <>
      <Table label={t('sessions')}>
        <thead>
          <tr>
            <Th>{t('browser')}</Th>
            <Th>{t('address')}</Th>
            <Th>{t('since')}</Th>
            <Th>{t('lastUse')}</Th>
            <Th>
              <span className="sr-only">{t('end')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <Td className="whitespace-nowrap">
                {describeBrowser(session.userAgent) ?? t('unknownBrowser')}
              </Td>
              <Td>{session.address}</Td>
              <Td>
                <ShortTime date={session.createdAt} />
              </Td>
              <Td>
                <RelativeTime date={session.lastSeenAt} />
              </Td>
              <Td align="right">
                {session.id === current ? (
                  <Badge tone="ok">{t('thisOne')}</Badge>
                ) : (
                  <ActionForm action={endOwnSessionsAction} doneText={t('ended')}>
                    <input type="hidden" name="sessionId" value={session.id} />
                    <FormError />
                    <SubmitButton
                      look="quiet"
                      label={t('endOf', {
                        browser: describeBrowser(session.userAgent) ?? t('unknownBrowser'),
                      })}
                    >
                      {t('end')}
                    </SubmitButton>
                  </ActionForm>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {sessions.length > 1 ? (
        <ActionForm action={endOwnSessionsAction} doneText={t('ended')} className="mt-3">
          <FormError />
          <SubmitButton look="plain">{t('endOthers')}</SubmitButton>
        </ActionForm>
      ) : null}
    </>
  );
}
