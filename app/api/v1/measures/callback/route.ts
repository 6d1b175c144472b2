// POST /api/v1/measures/callback: the other end of a webhook connector tells the state of an order. No token: the body is
// signed by the connector's secret. Described in docs/connectors.md.

import { randomUUID } from 'node:crypto';
import { takeMeasureCallback } from '@/lib/desk/take-measure-callback';
import { log } from '@/lib/log';
import { json } from '../../answer';
import { problem } from '../../problem';
import { readBody } from '../../read-body';

export const runtime = 'nodejs';

/** A state and a few words about what was before. */
const MOST_BYTES = 64 * 1024;

export async function POST(request: Request): Promise<Response> {
  const reading = await readBody(request, MOST_BYTES);
  if (reading.outcome === 'too-large') return problem(request, 'too-large', { limit: MOST_BYTES });
  if (reading.outcome === 'busy') return problem(request, 'busy');
  if (reading.outcome === 'broken') return problem(request, 'broken-body');
  const header = (name: string) => request.headers.get(`meldestelle-${name}`) ?? '';
  try {
    const taken = await takeMeasureCallback({
      connector: header('connector'),
      timestamp: header('timestamp'),
      signature: header('signature'),
      body: reading.body.toString('utf8'),
    });
    return taken.ok ? json(200, { taken: true }) : problem(request, taken.code);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log('api').error({ err: error, reference }, 'a callback could not be taken');
    return problem(request, 'unavailable', { reference });
  }
}
