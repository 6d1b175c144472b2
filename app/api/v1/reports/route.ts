// POST /api/v1/reports: one report, as a mail (message/rfc822) or as a XARF document (application/json). 201 where it is
// new, 200 where its bytes were known; both only after they are committed. Described in docs/api.md.

import { POSTED_BYTES, takePostedReport, type PostedKind } from '@/lib/desk/take-posted-report';
import { answer, json } from '../answer';
import { problem } from '../problem';
import { readBody } from '../read-body';

export const runtime = 'nodejs';

const KINDS: Record<string, PostedKind> = { 'message/rfc822': 'mail', 'application/json': 'xarf' };

export function POST(request: Request): Promise<Response> {
  return answer(request, 'reports:write', async (caller) => {
    const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
    const kind = KINDS[type];
    if (kind === undefined || request.headers.has('content-encoding'))
      return problem(request, 'unsupported-type');
    const limit = POSTED_BYTES[kind];
    const reading = await readBody(request, limit);
    if (reading.outcome === 'too-large') return problem(request, 'too-large', { limit });
    if (reading.outcome === 'busy') return problem(request, 'busy');
    if (reading.outcome === 'broken') return problem(request, 'broken-body');
    const taken = await takePostedReport({ kind, body: reading.body }, caller);
    if (!taken.ok) return problem(request, taken.code, taken.values);
    const { isNew, ...report } = taken.data;
    return json(isNew ? 201 : 200, report, { location: `/api/v1/reports/${report.id}` });
  });
}
