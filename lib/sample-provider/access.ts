// An access line of a customer that sends spam straight to the world, through no server of ours: its sessions as the
// accounting would export them, and the complaints about it. The address is shared (CGNAT), so that only the port tells
// whose line it was (RFC 6692).
// Promise: a pure function of provider and anchor.

import { after, DAY, HOUR, MINUTE } from './calendar';
import { deliver } from './delivery';
import { writeOriginal } from './original';
import { programOf } from './programs';
import type { Provider } from './provider';
import { LOWER_AND_DIGITS, Random } from './random';
import { generic } from './shapes/generic';
import type { ComplaintPlan, MaildirMessage, SentMail } from './types';

/** The line that the complaints are about, and whose it is. */
export const ACCESS_LINE = { connection: 'dsl-4711', customerNumber: 'K-100108' };
/** One of ours, given to many at once. */
const SHARED_ADDRESS = '192.0.2.200';
/** Lines on the shared address; each has a thousand of its ports. */
const LINES = 12;
const PORTS = 1_000;
const FIRST_PORT = 20_000;
const COMPLAINTS = 4;
const HEADER = 'address;port_from;port_to;from;to;connection;customer_no';

/** The sessions of the last days as CSV: a session a line and day. */
export function sessionsCsv(provider: Provider, anchor: Date): string {
  const customers = provider.customers.filter(({ isReseller }) => !isReseller);
  const midnight = Math.floor(anchor.getTime() / DAY) * DAY;
  const rows = [-2, -1, 0].flatMap((day) =>
    Array.from({ length: LINES }, (_, n) => {
      const from = new Date(midnight + day * DAY + n * 5 * MINUTE);
      const to = day === 0 ? '' : after(from, DAY).toISOString();
      const customer = customers[(n * 7) % customers.length]?.number ?? '';
      const [connection, number] =
        n === 4 ? [ACCESS_LINE.connection, ACCESS_LINE.customerNumber] : [`dsl-${4_200 + n * 13}`, customer];
      const first = FIRST_PORT + n * PORTS;
      return [SHARED_ADDRESS, first, first + PORTS - 1, from.toISOString(), to, connection, number].join(';');
    }),
  );
  return [HEADER, ...rows, ''].join('\n');
}

/** Complaints about mail that the line sent in the hours before `anchor`, oldest first. */
export function accessComplaints(provider: Provider, anchor: Date): MaildirMessage[] {
  const root = new Random(`access ${provider.seed}`);
  return Array.from({ length: COMPLAINTS }, (_, n) => {
    const random = root.fork(String(n));
    const sentAt = after(anchor, -(30 - n * 3) * HOUR - random.between(1, 50) * MINUTE);
    const receivedAt = after(sentAt, random.between(20, 90) * MINUTE);
    return { id: `c${n}`, receivedAt, raw: complaint(provider, sentAt, receivedAt, random) };
  });
}

function complaint(provider: Provider, sentAt: Date, receivedAt: Date, random: Random): Buffer {
  const port = FIRST_PORT + 4 * PORTS + random.between(0, PORTS - 1);
  const plan = planOf(provider, { sentAt, receivedAt, port }, random);
  const original = { ...writeOriginal(plan, random), sourcePort: port };
  const { mta, intakeAlias, dkimDomains } = programOf('generic');
  return deliver(
    {
      ...generic(original, receivedAt, random),
      to: intakeAlias,
      mta,
      dkimDomain: dkimDomains[0] ?? null,
      authentic: 'pass',
    },
    receivedAt,
    random,
  );
}

/** The mail names nobody of ours: an infected machine writes what it likes. */
function planOf(
  provider: Provider,
  { sentAt, receivedAt, port }: { sentAt: Date; receivedAt: Date; port: number },
  random: Random,
): ComplaintPlan {
  const complainant = `leser-${random.text(LOWER_AND_DIGITS, 5)}`;
  const domain = programOf('generic').complainantDomains[0] ?? 'beispielnetz.example';
  const account = provider.backgroundAccounts[0];
  if (account === undefined) throw new Error('the sample provider has no accounts');
  const from = 'service@paketzentrum-info.example';
  const sent: SentMail = {
    account,
    route: 'never-ours',
    sentAt,
    host: { name: 'unused.musterpost.example', ip: SHARED_ADDRESS },
    queueId: '',
    messageId: `${random.text(LOWER_AND_DIGITS, 18)}@paketzentrum-info.example`,
    client: { ip: SHARED_ADDRESS, host: 'cgn-200.access.musterpost.example', port },
    mailFrom: from,
    fromAddress: from,
    displayName: 'Paketzentrum',
    dkimDomain: 'paketzentrum-info.example',
    recipients: [`${complainant}@${domain}`],
  };
  return {
    ...{ program: 'generic', account, sentAt, receivedAt, themeId: 'parcel-de', complainant },
    ...{ route: 'never-ours', sent, feedbackType: 'abuse', forged: false, trap: false, story: null },
  };
}
