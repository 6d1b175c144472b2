// The access connection that had the address at the time: out of the accounting's sessions, else out of the prefixes that
// belong to connections. A shared address (CGNAT) speaks for one of its customers only with the port (RFC 6302, RFC 6692);
// where several may have had it there is no coin toss.

import type { ConnectionCandidate, ConnectionKnowledge } from '@/lib/connections/types';
import { skewMs } from '../log-limits';
import type { ClaimedAccount, EvidenceCode, EvidenceLine, RungName } from '../types';
import { evidenceLine, type Rung, type RungContext, type RungFinding } from './rung';

type ConnectionRung = Extract<RungName, 'connection-port' | 'connection'>;

/** Lines shown; more candidates help nobody. */
const maxShown = 10;

interface Judged {
  /** Which of the two rungs this is for. */
  rung: ConnectionRung;
  candidates: readonly ConnectionCandidate[];
  isDecided: boolean;
}

/** From `from` to `to`, with clocks that may differ. */
const covers = ({ from, to }: ConnectionCandidate, at: number): boolean =>
  (from === null || from - skewMs <= at) && (to === null || at <= to + skewMs);

const prefixLength = ({ network }: ConnectionCandidate): number =>
  Number(network.split('/')[1] ?? (network.includes(':') ? 128 : 32));

const names = (candidates: readonly ConnectionCandidate[]): Set<string> =>
  new Set(candidates.map((one) => one.connection));

function judge({ port, at, candidates }: ConnectionKnowledge & { at: number }): Judged | null {
  const fitting = candidates.filter(
    (one) =>
      covers(one, at) &&
      (port === null ||
        one.portFrom === null ||
        (one.portFrom <= port && port <= (one.portTo ?? one.portFrom))),
  );
  const sessions = fitting.filter(({ kind }) => kind === 'session');
  if (sessions.length > 0) {
    const isShared = sessions.some(({ portFrom }) => portFrom !== null);
    // Others share the address whether or not the export has their lines too.
    const isDecided = names(sessions).size === 1 && (!isShared || port !== null);
    const hasPort = port !== null && sessions.every(({ portFrom }) => portFrom !== null);
    return { rung: hasPort ? 'connection-port' : 'connection', candidates: sessions, isDecided };
  }
  const narrowest = Math.max(...fitting.map(prefixLength));
  const prefixes = fitting.filter((one) => prefixLength(one) === narrowest);
  if (prefixes.length === 0) return null;
  return { rung: 'connection', candidates: prefixes, isDecided: names(prefixes).size === 1 };
}

const iso = (at: number | null): string => (at === null ? '…' : new Date(at).toISOString());

function lineOf(rung: ConnectionRung, candidate: ConnectionCandidate, isDecided: boolean): EvidenceLine {
  const { kind, network, portFrom, portTo, from, to, connection, customerNo, isEndGuessed } = candidate;
  const ports = portFrom === null ? '' : ` port ${portFrom}–${portTo ?? portFrom}`;
  const time = from === null && to === null ? '' : `, ${iso(from)} – ${isEndGuessed ? '≤ ' : ''}${iso(to)}`;
  const customer = customerNo === null ? '' : ` (${customerNo})`;
  const code: EvidenceCode =
    kind === 'session'
      ? isDecided
        ? 'connection-session'
        : 'connection-candidate'
      : isDecided
        ? 'connection-prefix'
        : 'connection-candidate';
  return evidenceLine(rung, code, `${network}${ports}`, `${connection}${customer}${time}`, isDecided);
}

function accountOf({ connection, customerNo }: ConnectionCandidate): ClaimedAccount {
  return {
    kind: 'connection',
    login: connection,
    domain: null,
    ...(customerNo === null ? {} : { customerNo }),
  };
}

function look(name: ConnectionRung, { connections }: RungContext): RungFinding {
  const nothing: RungFinding = { account: null, evidence: [] };
  if (connections === null || connections.candidates.length === 0) return nothing;
  const { at, ip, port } = connections;
  const asked = port === null ? ip : `${ip} port ${port}`;
  if (at === null) {
    const line = evidenceLine('connection', 'connection-without-time', 'Source-IP', asked, false);
    return name === 'connection' ? { ...nothing, evidence: [line] } : nothing;
  }
  const judged = judge({ ...connections, at });
  if (judged === null) {
    const line = evidenceLine('connection', 'connection-none-then', asked, iso(at), false);
    return name === 'connection' ? { ...nothing, evidence: [line] } : nothing;
  }
  if (judged.rung !== name) return nothing;
  const evidence = judged.candidates.slice(0, maxShown).map((one) => lineOf(name, one, judged.isDecided));
  const [first] = judged.candidates;
  if (judged.isDecided && first !== undefined)
    return { account: accountOf(first), evidence, verdict: 'sent-by-connection' };
  const isPortMissing = port === null && judged.candidates.some(({ portFrom }) => portFrom !== null);
  if (isPortMissing) evidence.push(evidenceLine(name, 'connection-port-missing', 'Source-Port', ip, false));
  return { account: null, evidence, verdict: 'ambiguous' };
}

/** A session with the very port: as sure as a line of our own log. */
export const connectionPort: Rung = {
  name: 'connection-port',
  factor: (policy) => policy.attribution.queueId,
  look: (context) => look('connection-port', context),
};

/** A session of the whole address, or a prefix. */
export const connection: Rung = {
  name: 'connection',
  factor: (policy) => policy.attribution.messageId,
  look: (context) => look('connection', context),
};
