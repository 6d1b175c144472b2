// In the sample provider's world the contact of a foreign address is found the way it is found outside.

import { expect, it } from 'vitest';
import { findContact } from '@/lib/abuse-contact/find-contact';
import { sampleRegistry } from './registries';

const ask = {
  fetchJson: sampleRegistry,
  registry: (kind: string) => sampleRegistry(`https://data.iana.org/rdap/${kind}.json`),
  resolveTxt: () => Promise.reject(Object.assign(new Error('none'), { code: 'ECONNREFUSED' })),
  zone: null,
};

it('names the access network of a foreign address, and nobody for others', async () => {
  const found = (ip: string) => findContact({ ip, domain: null }, ask, new Date());
  expect(await found('198.19.155.178')).toMatchObject({
    source: 'rdap',
    addresses: ['abuse@songnet.example'],
  });
  expect(await found('198.18.0.1')).toMatchObject({ addresses: ['abuse@nordnetz.example'] });
  expect(await found('203.0.113.1')).toMatchObject({ source: 'none' });
  expect(await found('2001:db8::1')).toMatchObject({ source: 'none' });
});
