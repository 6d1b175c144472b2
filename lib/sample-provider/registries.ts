// The sample provider's world has registries too: who is responsible for its foreign access networks. Nothing goes out.

import { BlockList } from 'node:net';
import { DnsFailure } from '@/lib/dns/resolver';
import { COUNTRY_BLOCKS } from './network';

const SERVER = 'https://rdap.weltregister.example/';

/** What the registries answer to a GET; everything else has no server. */
export function sampleRegistry(url: string): Promise<unknown> {
  if (url.endsWith('/ipv4.json')) {
    const blocks = COUNTRY_BLOCKS.map(([first, bits]) => `${first}/${bits}`);
    return Promise.resolve({ services: [[blocks, [SERVER]]] });
  }
  if (/\/(?:ipv6|dns)\.json$/.test(url)) return Promise.resolve({ services: [] });
  const ip = url.startsWith(`${SERVER}ip/`) ? decodeURIComponent(url.slice(SERVER.length + 3)) : null;
  const host = ip === null ? undefined : hostOf(ip);
  if (host === undefined) return Promise.reject(new DnsFailure('ECONNREFUSED'));
  const email = `abuse@${host.split('.').slice(-2).join('.')}`;
  const card = ['vcard', [['email', {}, 'text', email]]];
  return Promise.resolve({ entities: [{ roles: ['abuse'], vcardArray: card }] });
}

function hostOf(ip: string): string | undefined {
  const block = COUNTRY_BLOCKS.find(([first, bits]) => {
    const list = new BlockList();
    list.addSubnet(first, bits);
    return list.check(ip);
  });
  return block?.[3];
}
