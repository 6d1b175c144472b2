// What `npm run lint` holds: the layers (scripts/lint/layers.mjs), no cycles, promises that somebody waits for, and no
// way round the types. Formatting is prettier's.

import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { clientComponents } from './scripts/lint/client-components.mjs';
import { layers } from './scripts/lint/layers.mjs';

// instrumentation.ts: Next puts its runtime's name there at build time.
const READS_ENVIRONMENT = [
  'lib/env.ts',
  'instrumentation.ts',
  'scripts/**',
  'bench/**',
  'e2e/**',
  '*.config.{ts,js,mjs}',
  '**/*.test.ts',
  '**/testing/**',
];

const environment = {
  files: ['**/*.{ts,tsx}'],
  ignores: READS_ENVIRONMENT,
  rules: {
    'no-restricted-properties': [
      'error',
      { object: 'process', property: 'env', message: 'Only lib/env.ts reads the environment.' },
    ],
  },
};

const promises = {
  files: ['lib/**/*.ts', 'workers/**/*.ts', 'app/**/*.{ts,tsx}', 'scripts/**/*.ts'],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    '@typescript-eslint/await-thenable': 'error',
  },
};

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      '.next/',
      '.data/',
      'lib/db/generated/',
      'next-env.d.ts',
      'test-results/',
      'playwright-report/',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { 'import-x': importX, local: { rules: { 'client-components': clientComponents } } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: 'tsconfig.json' })],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'local/client-components': 'error',
      'no-empty': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', 'bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-lines': 'off' },
  },
  // Written in the syntax of old versions, which it is there to recognise.
  { files: ['scripts/start.mjs', 'scripts/test.mjs'], rules: { 'no-var': 'off', 'prefer-const': 'off' } },
  promises,
  environment,
  ...layers,
);
