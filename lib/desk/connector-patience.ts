// One call of a connector with its patience: an answer that does not come in time is unknown, whether or not the connector
// minds the signal.

import { connectorPatienceMs } from '@/lib/containment/limits';
import { ConnectorFault } from '@/lib/containment/types';

/** What the connector answers. Throws its `ConnectorFault`, or `time-out`, whose effect is unknown. */
export function withPatience<T>(
  call: (signal: AbortSignal) => Promise<T>,
  patienceMs = connectorPatienceMs,
): Promise<T> {
  const patience = AbortSignal.timeout(patienceMs);
  return Promise.race([call(patience), silence(patience, patienceMs / 1_000)]);
}

function silence(patience: AbortSignal, seconds: number): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new ConnectorFault('unknown', 'time-out', { seconds }));
    if (patience.aborted) fail();
    else patience.addEventListener('abort', fail, { once: true });
  });
}
