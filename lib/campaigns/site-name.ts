// The site that a host belongs to: what somebody registered, whatever stands in front of it.
// Promise: pure. No list of all public suffixes: two labels, or three below a suffix under which anybody gets a name.
// Source of the idea: publicsuffix.org; the entries here are those that complaints show.

import { isIP } from 'node:net';
import { normalName } from '@/lib/mime/domain-names';

/** Registries' second levels, by their first label: `co.uk`, `com.br`. */
const SECOND_LEVELS = new Set(['ac', 'co', 'com', 'edu', 'gov', 'go', 'gob', 'gv', 'ne', 'net', 'or', 'org']);

/** Below these, each name is another customer's. */
const SHARED_SUFFIXES = new Set(
  `azurewebsites.net blogspot.com cloudfront.net firebaseapp.com fly.dev github.io gitlab.io herokuapp.com ngrok.io
  myshopify.com netlify.app onrender.com pages.dev r2.dev repl.co square.site squarespace.com surge.sh tumblr.com
  vercel.app web.app webflow.io weebly.com wixsite.com wordpress.com workers.dev windows.net amazonaws.com`.split(
    /\s+/,
  ),
);

/** The site of a host as it stands in a link, or null for what is no public host. */
export function siteName(host: string): string | null {
  if (isIP(host) === 4) return host;
  const name = normalName(host);
  if (name === null) return null;
  const labels = name.split('.');
  if (labels.length < 2) return null;
  const two = labels.slice(-2).join('.');
  const isRegistry = (labels.at(-1)?.length ?? 0) === 2 && SECOND_LEVELS.has(labels.at(-2) ?? '');
  return labels.length > 2 && (isRegistry || SHARED_SUFFIXES.has(two)) ? labels.slice(-3).join('.') : two;
}
