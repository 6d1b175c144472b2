import { expect, it } from 'vitest';
import { clientAddressOf } from './client-address';

it.each([
  ['anna@kunde.example, 203.0.113.7 port 50123 (pc.example)', '203.0.113.7'],
  ['anna@kunde.example, 203.0.113.7 (pc.example)', '203.0.113.7'],
  ['anna@kunde.example, 2001:db8::7 port 40000', '2001:db8::7'],
  ['anna@kunde.example, 203.0.113.7', '203.0.113.7'],
  ['anna@kunde.example', null],
  ['uid10017@web3.example.com, /home/kunde', null],
])('%s', (value, ip) => {
  expect(clientAddressOf(value)).toBe(ip);
});
