// Which address of LMTP takes what.

import { expect, it } from 'vitest';
import { lmtpIdentities, roleOfRecipient } from './lmtp-identities';

it.each([
  ['click@own-loop.invalid', 'spam-clicks'],
  ['Trap@Own-Loop.Invalid', 'spam-traps'],
  ['click@own-loop.invalid.example.com', 'complaints'],
  ['abuse@example.com', 'complaints'],
])('%s: %s', (address, role) => expect(roleOfRecipient(address)).toBe(role));

it('lies where no DNS leads (RFC 6761)', () =>
  expect(Object.values(lmtpIdentities).every((address) => address.endsWith('.invalid'))).toBe(true));
