// How a connector is, in one word. Pure.

import type { BadgeTone } from '@/app/components/ui';
import type { ConnectorView } from '@/lib/containment/connector-queries';

type State = 'stopped' | 'paused' | 'faulty' | 'ok' | 'unused';

/** What keeps it from acting comes before how the last order went. */
export function stateOf({
  stoppedAt,
  active,
  lastFault,
  lastOkAt,
}: Pick<ConnectorView, 'stoppedAt' | 'active' | 'lastFault' | 'lastOkAt'>): State {
  if (!active) return 'paused';
  if (stoppedAt !== null) return 'stopped';
  if (lastFault !== null) return 'faulty';
  return lastOkAt === null ? 'unused' : 'ok';
}

export const tones: Record<State, BadgeTone> = {
  stopped: 'danger',
  paused: 'plain',
  faulty: 'danger',
  ok: 'ok',
  unused: 'plain',
};
