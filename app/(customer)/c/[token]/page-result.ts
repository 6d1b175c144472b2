// What the page says of the form that was just sent, by a word in its address. Pure.

export const pageResults = ['saved', 'sent', 'text-needed', 'too-long', 'too-many', 'throttled'] as const;
export type PageResult = (typeof pageResults)[number];

export function isPageResult(value: unknown): value is PageResult {
  return pageResults.some((one) => one === value);
}

/** Where the browser goes after the form: a reload sends nothing again. A relative reference: the token is in the path. */
export function pageAddress(token: string, lang: string | null, result: PageResult | null): string {
  const query = new URLSearchParams();
  if (lang !== null) query.set('lang', lang);
  if (result !== null) query.set('result', result);
  const text = query.toString();
  return `/c/${encodeURIComponent(token)}${text === '' ? '' : `?${text}`}`;
}
