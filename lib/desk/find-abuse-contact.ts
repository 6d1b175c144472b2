// Who is responsible for a foreign address: from the cache, or asked of RDAP, the DNS zone and RFC 2142 and kept. In the
// world of the sample provider nothing goes out: the network answers nobody.

import { findContact, type ContactAsking } from '@/lib/abuse-contact/find-contact';
import { keepContact, knownContact } from '@/lib/abuse-contact/store';
import type { ContactTarget, FoundContact } from '@/lib/abuse-contact/types';
import { openHttp } from '@/lib/connectors/guarded-http';
import { sql } from '@/lib/db/sql';
import { txtResolver } from '@/lib/dns/resolver';
import { env } from '@/lib/env';

/** A registry answers within a second or not at all; a person waits. */
const patienceMs = 8_000;
/** IANA's files and RDAP answers are some hundred kilobytes at most. */
const mostBytes = 2 * 1_024 * 1_024;
/** IANA changes its files some times a year. */
const registryHours = 24;

const registries = new Map<string, { at: number; content: unknown }>();

/** The key of the cache; null where nothing is known to ask about. */
export function contactKey({ ip, domain }: ContactTarget): string | null {
  if (ip === null && domain === null) return null;
  return [ip === null ? null : `ip:${ip}`, domain === null ? null : `domain:${domain}`]
    .filter((one) => one !== null)
    .join(' ');
}

/** What is known and has not expired. */
export async function knownAbuseContact(
  target: ContactTarget,
  now = new Date(),
): Promise<FoundContact | null> {
  const key = contactKey(target);
  return key === null ? null : knownContact(sql(), key, now);
}

/** Looks the contact up and keeps it. Null where there is nothing to ask about. */
export async function findAbuseContact(
  target: ContactTarget,
  ask: ContactAsking = network(),
  now = new Date(),
): Promise<FoundContact | null> {
  const key = contactKey(target);
  if (key === null) return null;
  const found = await findContact(target, ask, now);
  await keepContact(sql(), key, found, now);
  return found;
}

function network(): ContactAsking {
  const { RDAP_BOOTSTRAP_URL, ABUSE_CONTACT_ZONE, SAMPLE_PROVIDER } = env();
  const fetchJson = SAMPLE_PROVIDER ? noOutside : askJson;
  return {
    fetchJson,
    registry: (kind) => registryOf(`${RDAP_BOOTSTRAP_URL.replace(/\/?$/, '/')}${kind}.json`, fetchJson),
    resolveTxt: txtResolver(),
    zone: ABUSE_CONTACT_ZONE === 'none' ? null : ABUSE_CONTACT_ZONE,
  };
}

async function registryOf(url: string, fetchJson: ContactAsking['fetchJson']): Promise<unknown> {
  const known = registries.get(url);
  if (known !== undefined && Date.now() - known.at < registryHours * 3_600_000) return known.content;
  const content = await fetchJson(url);
  registries.set(url, { at: Date.now(), content });
  return content;
}

function noOutside(): Promise<never> {
  return Promise.reject(
    Object.assign(new Error('nothing leaves the sample provider'), { code: 'sample-provider' }),
  );
}

/** Over the guarded way: public addresses alone, no redirect, within bounds. */
async function askJson(url: string): Promise<unknown> {
  const http = openHttp(url, '', { allowedHosts: env().CONNECTOR_ALLOWED_HOSTS, commands: new Map() });
  try {
    const { pathname } = new URL(url);
    const headers = { accept: 'application/rdap+json, application/json' };
    const { status, body } = await http.ask(
      pathname,
      { headers, maxBytes: mostBytes },
      AbortSignal.timeout(patienceMs),
    );
    if (status !== 200) throw Object.assign(new Error('no answer'), { code: `http-${status}` });
    return JSON.parse(body) as unknown;
  } finally {
    http.close();
  }
}
