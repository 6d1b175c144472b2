import { describe, expect, test } from 'vitest';
import { chooseWorld } from './choose-world';

const url = 'postgres://meldestelle:secret@db.example.com/meldestelle';

describe('which world a start works on', () => {
  test.each([
    [{}, { isSample: true, database: 'meldestelle_sample' }],
    [{ DATABASE_URL: '' }, { isSample: true, database: 'meldestelle_sample' }],
    [{ DATABASE_URL: url }, { isSample: false, database: 'given' }],
    [
      { DATABASE_URL: url, SAMPLE_PROVIDER: '0' },
      { isSample: false, database: 'given' },
    ],
    [
      { DATABASE_URL: url, SAMPLE_PROVIDER: '1' },
      { isSample: true, database: 'meldestelle_sample' },
    ],
    [{ SAMPLE_PROVIDER: '0' }, { isSample: false, database: 'meldestelle' }],
  ])('%j', (variables, world) => {
    expect(chooseWorld(variables)).toMatchObject(world);
  });

  test('the sample provider is cut off from real mailboxes and the real network, and says so', () => {
    const world = chooseWorld({
      MAILBOX_HOST: 'imap.example.com',
      OWN_DOMAINS: 'example.com',
      AUTHSERV_IDS: '',
      DNS_SERVERS: '192.0.2.53',
      PORT: '3000',
    });
    expect(world.unusedVariables).toEqual(['MAILBOX_HOST', 'OWN_DOMAINS', 'DNS_SERVERS']);
    expect(world.note).toContain('MAILBOX_HOST, OWN_DOMAINS, DNS_SERVERS');
  });

  test('a real start keeps them', () => {
    expect(chooseWorld({ DATABASE_URL: url, MAILBOX_HOST: 'imap.example.com' })).toMatchObject({
      unusedVariables: [],
      note: null,
    });
  });
});
