// Offers a new password on the way out of a case; says what is in the way where something is.

import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/components/shell/client-messages';
import { isOpenState, type CaseState } from '@/lib/cases/types';
import { readNewPassword } from '@/lib/desk/read-new-password';
import type { ReleaseView } from '@/lib/replies/release-queries';
import type { DecisionTarget } from '../target-fields';
import { NewPasswordDialog } from './new-password-dialog';

interface NewPasswordBlockProps {
  found: { state: CaseState; account: { id: number; login: string } };
  ticks: ReleaseView['ticks'];
  target: DecisionTarget;
}

export async function NewPasswordBlock({ found, ticks, target }: NewPasswordBlockProps) {
  const [t, plan] = await Promise.all([
    getTranslations('release.newPassword'),
    readNewPassword(found.account.id, ticks),
  ]);
  const { obstacle, connectors, ground } = plan;
  if (!isOpenState(found.state) || obstacle === 'not-a-mailbox') return null;
  const inTheWay = obstacle === null ? null : obstacle === 'no-connector' ? '' : t(`obstacles.${obstacle}`);
  return (
    <ClientMessages namespaces={['release', 'measures']}>
      <NewPasswordDialog
        login={found.account.login}
        connectors={connectors}
        inTheWay={inTheWay}
        needsReason={ground === null}
        target={target}
      />
    </ClientMessages>
  );
}
