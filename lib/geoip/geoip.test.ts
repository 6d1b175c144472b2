import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { geoIpText } from '@/lib/sample-provider/geoip';
import { countryOf as sampleCountryOf } from '@/lib/sample-provider/network';
import { loadGeoIp } from './load-geoip';
import { networkOf } from './network-of';
import type { GeoIp } from './types';

const folder = mkdtempSync(join(tmpdir(), 'geoip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function load(text: string) {
  const path = join(folder, 'table.csv');
  writeFileSync(path, text);
  return loadGeoIp(path);
}

async function table(text: string): Promise<GeoIp> {
  const loaded = await load(text);
  if (!loaded.ok) throw new Error(loaded.problem);
  expect(loaded.firstBadLines).toEqual([]);
  return loaded.geoIp;
}

describe('shapes of country tables', () => {
  test.each([
    [
      'first and last address',
      '192.0.2.0,192.0.2.255,DE\n2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,FR\n',
    ],
    [
      'quoted, with a header',
      '"from","to","country"\r\n"192.0.2.0","192.0.2.255","DE"\r\n"2001:db8::","2001:db8:0:ffff:ffff:ffff:ffff:ffff","FR"\r\n',
    ],
    ['prefixes with comments', '# a table\n192.0.2.0/24,de\n\n// more\n2001:DB8::/48,fr\n'],
    ['tabs and semicolons', '192.0.2.0\t192.0.2.255\tDE\n2001:db8::/48;FR\n'],
    [
      'numbers and names',
      '"3221225984","3221226239","DE","Germany"\n"42540766411282592856903984951653826560","42540766411283801782723599580828532735","FR","Korea, no, France"\n',
    ],
    [
      'a name before the code, and a byte order mark',
      '\uFEFFnetwork,country,country_code,continent\n192.0.2.0/24,"Congo, Republic of the",DE,Europe\n2001:db8::/48,France,FR,Europe\n',
    ],
  ])('%s', async (_, text) => {
    const geoIp = await table(text);
    expect(geoIp.ranges).toBe(2);
    expect(['192.0.1.255', '192.0.2.0', '192.0.2.255', '192.0.3.0'].map((ip) => geoIp.countryOf(ip))).toEqual(
      [null, 'DE', 'DE', null],
    );
    const six = [
      '2001:db7:ffff::',
      '2001:db8::',
      '2001:db8:0:ffff::9',
      '2001:db8:1::',
      '::ffff:192.0.2.9',
      'no address',
    ];
    expect(six.map((ip) => geoIp.countryOf(ip))).toEqual([null, 'FR', 'FR', null, 'DE', null]);
  });

  test('a narrower range counts inside a wider one, whatever their order, and what ends at the last address ends there', async () => {
    const geoIp = await table(
      '198.18.64.0/24,AT\n198.18.0.0/15,DE\n198.18.64.128/25,CH\n203.0.113.0,255.255.255.255,US\nfff0::/12,NL\nffff::/16,BE\n2001:db8::/65,SE\n',
    );
    const asked = [
      '198.18.63.255',
      '198.18.64.0',
      '198.18.64.128',
      '198.18.64.255',
      '198.18.65.0',
      '198.20.0.0',
      '255.255.255.255',
    ];
    expect(asked.map((ip) => geoIp.countryOf(ip))).toEqual(['DE', 'AT', 'CH', 'CH', 'DE', null, 'US']);
    expect(geoIp.countryOf('ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')).toBe('BE');
    expect(geoIp.countryOf('fffe::1')).toBe('NL');
    expect(['2001:db8::7fff:0:0:1', '2001:db8::8000:0:0:1'].map((ip) => geoIp.countryOf(ip))).toEqual([
      'SE',
      null,
    ]);
  });

  test('ranges that overlap by halves end where they end', async () => {
    const geoIp = await table('192.0.2.0,192.0.2.99,DE\n192.0.2.50,192.0.2.149,FR\n');
    const asked = ['192.0.2.49', '192.0.2.50', '192.0.2.120', '192.0.2.149', '192.0.2.150'];
    expect(asked.map((ip) => geoIp.countryOf(ip))).toEqual(['DE', 'FR', 'FR', 'FR', null]);
  });

  test('a range without a country is none', async () => {
    const geoIp = await table('192.0.2.0/24,DE\n203.0.113.0/24,-\n198.51.100.0/24,ZZ\n');
    expect(geoIp.ranges).toBe(1);
    expect(geoIp.countryOf('203.0.113.1')).toBeNull();
  });
});

describe('what is wrong is told', () => {
  test('bad lines are counted and shown, and take the others not with them', async () => {
    const text =
      'network,geoname_id\n192.0.2.0/24,DE\n192.0.2.0/33,DE\n198.51.100.9,198.51.100.1,FR\n192.0.2.0/24,2921044\n';
    const loaded = await load(text);
    expect(loaded).toMatchObject({ ok: true, badLines: 3 });
    if (!loaded.ok) return;
    expect(loaded.firstBadLines.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(loaded.geoIp.countryOf('192.0.2.1')).toBe('DE');
  });

  test('no file, a folder, and a file that is something else', async () => {
    expect(await loadGeoIp(join(folder, 'absent.csv'))).toEqual({ ok: false, problem: 'missing' });
    expect(await loadGeoIp(folder)).toEqual({ ok: false, problem: 'unreadable' });
    expect(await load('network,geoname_id\n192.0.2.0/24,2921044\n')).toEqual({
      ok: false,
      problem: 'no-ranges',
    });
  });
});

test('the network of an address is a /24 or a /48', () => {
  expect(
    ['192.0.2.77', '::ffff:192.0.2.77', '2001:db8:7:1::9', '2001:db8::1', '::1', 'web17'].map(networkOf),
  ).toEqual(['192.0.2.0/24', '192.0.2.0/24', '2001:db8:7::/48', '2001:db8::/48', '::/48', 'web17']);
});

test('the sample provider’s table says the same as the provider', async () => {
  const geoIp = await table(geoIpText());
  for (const ip of [
    '198.18.0.1',
    '198.18.200.3',
    '198.19.33.1',
    '198.19.130.5',
    '198.19.255.255',
    '203.0.113.7',
  ]) {
    expect(geoIp.countryOf(ip)).toBe(sampleCountryOf(ip));
  }
});
