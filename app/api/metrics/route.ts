// GET /api/metrics: the installation in Prometheus' text format, for a token with `metrics:read` or from this machine.
// Described in docs/operations.md.

import { readMetrics } from '@/lib/desk/read-operations';
import { isFromLoopback } from '../from-loopback';
import { answer, guarded } from '../v1/answer';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return isFromLoopback(request) ? guarded(request, metrics) : answer(request, 'metrics:read', metrics);
}

async function metrics(): Promise<Response> {
  return new Response(await readMetrics(), {
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
  });
}
