import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseEnv } from './parse-env';
import { mailboxVariables, variables } from './variables';

function parsed(record: Record<string, string>) {
  const result = parseEnv(record);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.env;
}

function problems(record: Record<string, string>): string[] {
  const result = parseEnv(record);
  return result.ok ? [] : result.problems;
}

describe('an empty environment', () => {
  test('gives the documented defaults and no mailbox', () => {
    expect(parsed({})).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      PUBLIC_URL: 'http://localhost:3000',
      TRUST_PROXY: false,
      SAMPLE_PROVIDER: false,
      SAMPLE_SEED: 1,
      SECOND_FACTOR_MINUTES: 60,
      LOG_LEVEL: 'info',
      STATE_DIR: '.data',
      DEFAULT_TIME_ZONE: 'Europe/Berlin',
      OWN_DOMAINS: [],
      OWN_HOSTS: [],
      DIRECTORY_ALLOWED_HOSTS: [],
      CONNECTOR_ALLOWED_HOSTS: [],
      CONNECTOR_COMMANDS: new Map(),
      OWN_RANGES: [],
      OWN_SENDER_HEADERS: [],
      AUTHSERV_IDS: [],
      DNS_SERVERS: [],
      RDAP_BOOTSTRAP_URL: 'https://data.iana.org/rdap/',
      ABUSE_CONTACT_ZONE: 'abuse-contacts.abusix.zone',
      SIGNATURE_WAIT_MINUTES: 15,
      LMTP_ALLOW: [],
      MAIL_LOGS: [],
      MAIL_LOG_DAYS: 7,
      MAIL_LOG_QUIET_MINUTES: 2,
      SYSLOG_ALLOW: [],
      LOG_WAIT_MINUTES: 15,
      mailboxes: [],
    });
  });

  test('an empty value counts as not set', () => {
    expect(parsed({ PORT: '', DATABASE_URL: ' ', MAILBOX_HOST: '' })).toEqual(parsed({}));
  });
});

describe('values', () => {
  test('lists are split, normalised and freed of repetitions', () => {
    const env = parsed({
      OWN_DOMAINS: ' Example.COM , bücher.example,example.com ',
      OWN_HOSTS: 'MAIL1.example.com,.out.example.com',
      OWN_RANGES: '192.0.2.0/24, 198.51.100.7 ,2001:DB8::/32',
      OWN_SENDER_HEADERS: 'X-Authenticated-Sender',
    });
    expect(env.OWN_DOMAINS).toEqual(['example.com', 'xn--bcher-kva.example']);
    expect(env.OWN_HOSTS).toEqual(['mail1.example.com', '.out.example.com']);
    expect(env.OWN_RANGES).toEqual(['192.0.2.0/24', '198.51.100.7/32', '2001:db8::/32']);
    expect(env.OWN_SENDER_HEADERS).toEqual(['x-authenticated-sender']);
  });

  test('LMTP listens on an address or a socket file', () => {
    expect(parsed({ LMTP_LISTEN: 'localhost:2424' }).LMTP_LISTEN).toEqual({
      kind: 'tcp',
      host: '127.0.0.1',
      port: 2424,
    });
    expect(parsed({ LMTP_LISTEN: '[::1]:24' }).LMTP_LISTEN).toEqual({ kind: 'tcp', host: '::1', port: 24 });
    const path = '/run/meldestelle/lmtp';
    expect(parsed({ LMTP_LISTEN: path }).LMTP_LISTEN).toEqual({ kind: 'unix', path });
  });

  test.each(['2424', 'mx.example.com:24', '127.0.0.1', '127.0.0.1:70000', '::1:24'])(
    'LMTP_LISTEN=%s gets a sentence',
    (value) => {
      expect(problems({ LMTP_LISTEN: value })[0]).toMatch(/^LMTP_LISTEN must be an IP address with a port/);
    },
  );

  test('LMTP beyond this machine needs the networks that may use it', () => {
    expect(problems({ LMTP_LISTEN: '0.0.0.0:24' })[0]).toMatch(/^LMTP_ALLOW is missing/);
    expect(problems({ LMTP_LISTEN: '[2001:db8::5]:24' })).toHaveLength(1);
    expect(parsed({ LMTP_LISTEN: '0.0.0.0:24', LMTP_ALLOW: '192.0.2.25' }).LMTP_ALLOW).toEqual([
      '192.0.2.25/32',
    ]);
  });

  test('syslog listens on an address, beyond this machine only for named networks', () => {
    expect(parsed({ SYSLOG_LISTEN: '127.0.0.1:5514' }).SYSLOG_LISTEN).toEqual({
      host: '127.0.0.1',
      port: 5514,
    });
    expect(problems({ SYSLOG_LISTEN: '/run/syslog' })[0]).toMatch(/^SYSLOG_LISTEN must be an IP address/);
    expect(problems({ SYSLOG_LISTEN: '0.0.0.0:514' })[0]).toMatch(/^SYSLOG_ALLOW is missing/);
    const { SYSLOG_ALLOW: allow } = parsed({ SYSLOG_LISTEN: '0.0.0.0:514', SYSLOG_ALLOW: '192.0.2.25' });
    expect(allow).toEqual(['192.0.2.25/32']);
  });

  test('mail logs are absolute paths, which may hold commas and blanks', () => {
    expect(parsed({ MAIL_LOGS: '/var/log/mail.log; /srv/a, b/mail.log;' }).MAIL_LOGS).toEqual([
      '/var/log/mail.log',
      '/srv/a, b/mail.log',
    ]);
    expect(problems({ MAIL_LOGS: 'mail.log' })[0]).toMatch(/^MAIL_LOGS must be absolute paths/);
  });

  test('name servers are addresses with or without a port', () => {
    const servers = '192.0.2.53, 2001:db8::53,192.0.2.54:5353,[2001:db8::54]:5353';
    expect(parsed({ DNS_SERVERS: servers }).DNS_SERVERS).toEqual([
      '192.0.2.53',
      '2001:db8::53',
      '192.0.2.54:5353',
      '[2001:db8::54]:5353',
    ]);
  });

  test('the key that seals passwords is the same 32 bytes in both notations', () => {
    const bytes = Buffer.alloc(32, 0xa5);
    expect(parsed({ SECRET_KEY: bytes.toString('hex') }).SECRET_KEY).toEqual(bytes);
    expect(parsed({ SECRET_KEY: bytes.toString('base64') }).SECRET_KEY).toEqual(bytes);
  });

  test('the public address loses its slash, and follows host and port where it is not set', () => {
    expect(parsed({ PUBLIC_URL: 'https://abuse.example.com/' }).PUBLIC_URL).toBe('https://abuse.example.com');
    expect(parsed({ HOST: '192.0.2.7', PORT: '8080' }).PUBLIC_URL).toBe('http://192.0.2.7:8080');
    expect(parsed({ HOST: '2001:db8::1', PORT: '80' }).PUBLIC_URL).toBe('http://[2001:db8::1]');
  });
});

describe('a wrong value gets one sentence that names the variable', () => {
  const wrong: [string, string][] = [
    ['DATABASE_URL', 'mysql://db.example.com/x'],
    ['DATABASE_URL', 'postgres://db.example.com'],
    ['HOST', 'not a host'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['PUBLIC_URL', 'https://abuse.example.com/desk'],
    ['PUBLIC_URL', 'abuse.example.com'],
    ['TRUST_PROXY', 'maybe'],
    ['AUTH_SECRET', 'short'],
    ['SECRET_KEY', 'abcd'],
    ['SAMPLE_PROVIDER', '2'],
    ['SAMPLE_SEED', '-1'],
    ['SAMPLE_SEED', '4294967296'],
    ['LOG_LEVEL', 'loud'],
    ['DEFAULT_TIME_ZONE', 'Berlin'],
    ['OWN_DOMAINS', 'example.com,not a domain'],
    ['DNS_SERVERS', 'ns1.example.com'],
    ['DNS_SERVERS', '192.0.2.53:0'],
    ['DNS_SERVERS', '[192.0.2.53]'],
    ['SIGNATURE_WAIT_MINUTES', '1441'],
    ['OWN_HOSTS', '-mail.example.com'],
    ['OWN_RANGES', '192.0.2.0/33'],
    ['OWN_RANGES', '192.0.2.0/24/8'],
    ['OWN_SENDER_HEADERS', 'X-Sender:'],
    ['AUTHSERV_IDS', 'a b'],
  ];

  test.each(wrong)('%s=%s', (name, value) => {
    const found = problems({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name} must be .+, for example .+\\.`));
  });

  test('several mistakes are told at once', () => {
    expect(problems({ PORT: 'x', LOG_LEVEL: 'x' })).toHaveLength(2);
  });

  test('secrets are not repeated in the sentence', () => {
    const secrets = { DATABASE_URL: 'hunter2-a', AUTH_SECRET: 'hunter2-b', SECRET_KEY: 'hunter2-c' };
    expect(problems(secrets)).toHaveLength(3);
    expect(problems(secrets).join()).not.toContain('hunter2');
  });
});

describe('mailboxes', () => {
  const imap = { MAILBOX_HOST: 'imap.example.com', MAILBOX_USER: 'fbl', MAILBOX_PASSWORD: 'p' };
  const folders = {
    role: 'complaints',
    folder: 'INBOX',
    processedFolder: 'Processed',
    quarantineFolder: 'Quarantine',
    pollSeconds: 60,
  };

  test('an IMAP mailbox and a Maildir, each with its defaults', () => {
    expect(
      parsed({ ...imap, MAILBOX_2_MAILDIR: '/var/mail/complaints', MAILBOX_2_POLL_SECONDS: '5' }).mailboxes,
    ).toEqual([
      {
        ...folders,
        name: 'environment',
        kind: 'imap',
        host: 'imap.example.com',
        port: 993,
        security: 'tls',
        user: 'fbl',
        password: 'p',
        caFile: null,
      },
      { ...folders, name: 'environment-2', kind: 'maildir', path: '/var/mail/complaints', pollSeconds: 5 },
    ]);
  });

  test('STARTTLS speaks on port 143', () => {
    expect(parsed({ ...imap, MAILBOX_SECURITY: 'starttls' }).mailboxes[0]).toMatchObject({ port: 143 });
  });

  test('no encryption is for loopback only', () => {
    expect(problems({ ...imap, MAILBOX_SECURITY: 'none' })[0]).toMatch(
      /^MAILBOX_SECURITY must be tls or starttls/,
    );
    expect(problems({ ...imap, MAILBOX_HOST: '127.0.0.1', MAILBOX_SECURITY: 'none' })).toEqual([]);
  });

  test.each([
    [
      'a part is missing',
      { MAILBOX_HOST: 'imap.example.com', MAILBOX_USER: 'fbl' },
      /^MAILBOX_PASSWORD is missing/,
    ],
    [
      'both kinds at once',
      { ...imap, MAILBOX_MAILDIR: '/x' },
      /^MAILBOX_HOST and MAILBOX_MAILDIR are both set/,
    ],
    ['an unknown name', { MAILBOX_PASSWROD: 'x' }, /^MAILBOX_PASSWROD is not a variable/],
    ['a numbered first one', { MAILBOX_1_HOST: 'x' }, /must be called MAILBOX_HOST/],
    ['one folder for two ends', { ...imap, MAILBOX_QUARANTINE_FOLDER: 'INBOX' }, /three different folders/],
    ['a relative Maildir', { MAILBOX_MAILDIR: 'mail' }, /^MAILBOX_MAILDIR must be the absolute path/],
  ])('%s is told', (_, record, sentence) => {
    expect(problems(record).join('\n')).toMatch(sentence);
  });
});

describe('.env.example', () => {
  const text = readFileSync(join(process.cwd(), '.env.example'), 'utf8');
  const known = [
    ...Object.keys(variables),
    ...Object.keys(mailboxVariables).map((name) => `MAILBOX_${name}`),
  ];
  const documented = [...text.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] ?? '');

  test('documents every variable once, and no other', () => {
    expect(documented.toSorted()).toEqual(known.toSorted());
  });

  test.each(known)('%s has its default and an example', (name) => {
    const before = text.slice(0, text.search(new RegExp(`^${name}=`, 'm')));
    const comment = before.slice(before.trimEnd().lastIndexOf('\n\n'));
    expect(comment).toMatch(/Default: /);
    expect(comment).toMatch(/Example: /);
  });

  test('every value can stay empty', () => {
    expect(parsed(Object.fromEntries(documented.map((name) => [name, ''])))).toEqual(parsed({}));
  });
});
