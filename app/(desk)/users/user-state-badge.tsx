// Whether a user can sign in.

import { useTranslations } from 'next-intl';
import { Badge, type BadgeTone } from '@/app/components/ui';
import type { UserState } from '@/lib/users/queries';

const tones: Record<UserState, BadgeTone> = {
  active: 'ok',
  invited: 'accent',
  'invitation-expired': 'warn',
  disabled: 'plain',
};

export function UserStateBadge({ state }: { state: UserState }) {
  const t = useTranslations('users.states');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
