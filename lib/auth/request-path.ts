// The header in which `proxy.ts` hands a page the path it was asked under; always overwritten there, so that no
// browser can set it.

export const REQUEST_PATH_HEADER = 'x-meldestelle-path';

/** `target` where it is a path on this site, else `/`: what may follow a sign-in (no open redirect). */
export function localPath(target: string | null | undefined): string {
  if (!target || !target.startsWith('/') || target.startsWith('//') || target.includes('\\')) return '/';
  const url = URL.canParse(target, 'http://desk.example') ? new URL(target, 'http://desk.example') : null;
  return url?.origin === 'http://desk.example' ? url.pathname + url.search : '/';
}
