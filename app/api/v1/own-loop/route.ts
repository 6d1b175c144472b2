// POST /api/v1/own-loop?kind=click&recipient=ADDRESS&address=IP: a mail (message/rfc822) that a user called spam, or that
// came to a trap. 200 with what became of it. Described in docs/own-feedback-loop.md.

import type { OwnLoopMail } from '@/lib/desk/report-to-subscriber';
import { takeOwnLoopMail } from '@/lib/desk/take-own-loop-mail';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { domainOf } from '@/lib/mime/domain-names';
import { canonicalIp } from '@/lib/mime/ip-addresses';
import { answer, json } from '../answer';
import { problem } from '../problem';
import { readBody } from '../read-body';

export const runtime = 'nodejs';

/** A mail to more of our users is handed in once for each who complains. */
const mostRecipients = 20;

export function POST(request: Request): Promise<Response> {
  return answer(request, 'own-loop:write', async () => {
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'message/rfc822' || request.headers.has('content-encoding'))
      return problem(request, 'unsupported-type');
    const given = readParameters(new URL(request.url).searchParams);
    if (typeof given === 'string') return problem(request, 'parameter-wrong', { parameter: given });
    const limit = INTAKE_LIMITS.mailBytes;
    const reading = await readBody(request, limit);
    if (reading.outcome === 'too-large') return problem(request, 'too-large', { limit });
    if (reading.outcome === 'busy') return problem(request, 'busy');
    if (reading.outcome === 'broken') return problem(request, 'broken-body');
    const taken = await takeOwnLoopMail({ ...given, raw: reading.body });
    return taken.ok ? json(200, taken.data) : problem(request, taken.code);
  });
}

/** The parameters, or the name of the one that is wrong. */
function readParameters(given: URLSearchParams): Omit<OwnLoopMail, 'raw'> | string {
  const kind = given.get('kind') ?? 'click';
  if (kind !== 'click' && kind !== 'trap') return 'kind';
  const recipients = given.getAll('recipient');
  const areAddresses = recipients.every((one) => one.length <= 320 && domainOf(one) !== null);
  if (recipients.length === 0 || recipients.length > mostRecipients || !areAddresses) return 'recipient';
  const address = given.get('address');
  const clientIp = address === null ? null : canonicalIp(address);
  return address !== null && clientIp === null ? 'address' : { kind, recipients, clientIp };
}
