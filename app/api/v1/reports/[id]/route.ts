// GET /api/v1/reports/ID: what became of a report that the same token posted. Described in docs/api.md.

import { readId } from '@/lib/intake/list-parameters';
import { findPostedReport } from '@/lib/intake/push-queries';
import { answer, json } from '../../answer';
import { problem } from '../../problem';

export const runtime = 'nodejs';

export function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return answer(request, 'reports:read', async (caller) => {
    const id = readId((await params).id);
    const report = id === null ? null : await findPostedReport(id, caller.tokenId);
    return report === null ? problem(request, 'not-found') : json(200, report);
  });
}
