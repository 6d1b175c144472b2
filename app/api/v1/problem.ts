// Errors of the HTTP interface as problem details (RFC 9457): a code for programs, and for people what happened and what
// to do, in English, or in German where Accept-Language prefers it.

import { createTranslator } from 'next-intl';
import { chooseLocale } from '@/lib/i18n/locales';
import { messagesFor } from '@/lib/i18n/messages';

const STATUS = {
  'empty-body': 400,
  'not-json': 400,
  'broken-body': 400,
  'parameter-wrong': 400,
  'token-missing': 401,
  'token-unknown': 401,
  'token-revoked': 401,
  'signature-wrong': 401,
  'scope-missing': 403,
  'not-found': 404,
  'too-large': 413,
  'unsupported-type': 415,
  'not-xarf': 422,
  'not-a-callback': 422,
  'not-a-mail': 422,
  'about-report': 422,
  'order-unknown': 404,
  'customer-unknown': 404,
  'rate-limited': 429,
  busy: 503,
  unavailable: 503,
  undecided: 503,
  'not-configured': 503,
} as const;

export type ProblemCode = keyof typeof STATUS;

/** Seconds after which a sender may try again what failed on our side. */
const RETRY_SECONDS = 30;

/** The answer for `code`; `values` fill its sentences and are members of the document. */
export function problem(
  request: Request,
  code: ProblemCode,
  values: Record<string, string | number> = {},
): Response {
  const status = STATUS[code];
  // English stands behind whatever the sender prefers.
  const locale = chooseLocale(null, undefined, `${request.headers.get('accept-language') ?? ''},en;q=0.001`);
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: 'api.problems' });
  const document = {
    type: 'about:blank',
    title: t(`${code}.title`, values),
    status,
    detail: t(`${code}.detail`, values),
    code,
    ...values,
  };
  return new Response(JSON.stringify(document), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'content-language': locale,
      'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': challenge(code) } : {}),
      ...(status === 503 ? { 'retry-after': String(RETRY_SECONDS) } : {}),
      ...(status === 429 ? { 'retry-after': String(values['seconds']) } : {}),
    },
  });
}

// RFC 6750 §3.1: no error code where no token was sent.
function challenge(code: ProblemCode): string {
  return code === 'token-missing'
    ? 'Bearer realm="reports"'
    : 'Bearer realm="reports", error="invalid_token"';
}
