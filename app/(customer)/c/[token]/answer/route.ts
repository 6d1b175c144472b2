// POST /c/TOKEN/answer: the form of a customer's page. Nobody is signed in: the token in the path is all there is, so a
// foreign site that does not know it cannot send anything, and where the browser says that one did it is refused.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readBody } from '@/app/api/v1/read-body';
import { clientAddress } from '@/lib/auth/client-address';
import { mayBeOwnForm } from '@/lib/auth/same-origin';
import { takeCustomerPage } from '@/lib/desk/take-customer-page';
import { isLocale } from '@/lib/i18n/locales';
import { log } from '@/lib/log';
import { checklistItems } from '@/lib/replies/types';
import { isPageResult, pageAddress, type PageResult } from '../page-result';

export const runtime = 'nodejs';

/** 4,000 characters of four bytes, percent-encoded, and the few other fields. */
const MOST_BYTES = 64 * 1024;

const form = z.object({
  intent: z.enum(['save', 'send']).catch('save'),
  once: z.string().max(64).catch(''),
  text: z.string().catch(''),
  items: z.array(z.string()).transform((all) => checklistItems.filter((item) => all.includes(item))),
});

export async function POST(
  request: Request,
  { params }: { params: Promise<{ token: string }> },
): Promise<Response> {
  const { token } = await params;
  if (!mayBeOwnForm(request.headers)) return plain(403);
  if (!(request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded'))
    return plain(415);
  const reading = await readBody(request, MOST_BYTES);
  if (reading.outcome !== 'body') return plain(reading.outcome === 'too-large' ? 413 : 400);
  const fields = new URLSearchParams(reading.body.toString('utf8'));
  const lang = fields.get('lang');
  const input = form.parse({
    intent: fields.get('intent'),
    once: fields.get('once'),
    text: fields.get('text'),
    items: fields.getAll('item'),
  });
  try {
    const taken = await takeCustomerPage({ token, address: clientAddress(request.headers), ...input });
    const word = taken.ok ? taken.data : taken.code;
    return back(token, isLocale(lang) ? lang : null, isPageResult(word) ? word : null);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    // Without the address: it is the customer's key.
    log('web').error({ err: error, reference }, "a customer's answer could not be taken");
    return plain(503);
  }
}

/** What is no page says so itself, after the redirect. */
function back(token: string, lang: string | null, result: PageResult | null): Response {
  return new Response(null, {
    status: 303,
    headers: { Location: pageAddress(token, lang, result), 'Cache-Control': 'no-store' },
  });
}

function plain(status: number): Response {
  return new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });
}
