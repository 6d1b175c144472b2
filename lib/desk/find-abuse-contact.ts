// Who is responsible for a foreign address: from the cache, or asked of RDAP, the DNS zone and RFC 2142 and kept. In the
// world of the sample provider nothing goes out: it has registries of its own.

import { findContact, type ContactAsking } from '@/lib/abuse-contact/find-contact';
import { keepContact, knownContact } from '@/lib/abuse-contact/store';
import type { ContactTarget, FoundContact } from '@/lib/abuse-contact/types';
import { sql } from '@/lib/db/sql';
import { txtResolver } from '@/lib/dns/resolver';
import { env } from '@/lib/env';
import { sampleRegistry } from '@/lib/sample-provider/registries';
import { fetchRegistry } from './fetch-registry';

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
  const { RDAP_BOOTSTRAP_URL, ABUSE_CONTACT_ZONE, SAMPLE_PROVIDER, CONNECTOR_ALLOWED_HOSTS } = env();
  const ask = SAMPLE_PROVIDER
    ? sampleRegistry
    : (url: string) => fetchRegistry(url, { allowedHosts: CONNECTOR_ALLOWED_HOSTS });
  return {
    fetchJson: ask,
    registry: (kind) => registryOf(`${RDAP_BOOTSTRAP_URL.replace(/\/?$/, '/')}${kind}.json`, ask),
    resolveTxt: txtResolver(),
    zone: ABUSE_CONTACT_ZONE === 'none' ? null : ABUSE_CONTACT_ZONE,
  };
}

async function registryOf(url: string, ask: ContactAsking['fetchJson']): Promise<unknown> {
  const known = registries.get(url);
  if (known !== undefined && Date.now() - known.at < registryHours * 3_600_000) return known.content;
  const content = await ask(url);
  registries.set(url, { at: Date.now(), content });
  return content;
}
