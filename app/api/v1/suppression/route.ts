// GET /api/v1/suppression?customer=NUMBER&after=CHANGE&limit=N: what changed in a customer's suppression list after a
// change that the caller knows, in order. Described in docs/suppression.md.

import { readSuppressions } from '@/lib/desk/read-suppressions';
import { givenBatch } from '@/lib/suppression/limits';
import { answer, json } from '../answer';
import { problem } from '../problem';

export const runtime = 'nodejs';

export function GET(request: Request): Promise<Response> {
  return answer(request, 'suppression:read', async () => {
    const given = new URL(request.url).searchParams;
    const customer = given.get('customer')?.trim() ?? '';
    if (customer === '' || customer.length > 100)
      return problem(request, 'parameter-wrong', { parameter: 'customer' });
    const after = wholeNumber(given.get('after') ?? '0', 0, Number.MAX_SAFE_INTEGER);
    if (after === null) return problem(request, 'parameter-wrong', { parameter: 'after' });
    const limit = wholeNumber(given.get('limit') ?? String(givenBatch), 1, givenBatch);
    if (limit === null) return problem(request, 'parameter-wrong', { parameter: 'limit' });
    const list = await readSuppressions(customer, { after, limit });
    return list === null ? problem(request, 'customer-unknown') : json(200, list);
  });
}

function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}
