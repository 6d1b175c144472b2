import { describe, expect, it } from 'vitest';
import { sqlConnectorSettings } from './settings';
import { problemOf, readStatement } from './statement';

describe('a statement', () => {
  it('has placeholders where its parameters stood, and keeps strings, comments and casts', () => {
    const text = "UPDATE t SET a = ':login', b = :case::text WHERE u = :Login -- :login\n AND v = :login;";
    expect(readStatement(text, 'postgres')).toEqual({
      text: "UPDATE t SET a = ':login', b = $1::text WHERE u = $2 -- :login\n AND v = $3",
      names: ['case', 'login', 'login'],
    });
    expect(readStatement('SELECT 1 FROM t WHERE u = :login', 'mysql').text).toBe(
      'SELECT 1 FROM t WHERE u = ?',
    );
  });

  const read = { kind: 'read', parameters: /^login$/ } as const;
  const change = { kind: 'change', parameters: /^(?:login|case)$/ } as const;
  it.each([
    ['', read, 'required'],
    ['UPDATE t SET a = 0', change, 'no-login'],
    ["UPDATE t SET a = ':login'", change, 'no-login'],
    ['UPDATE t SET a = 0 -- :login', change, 'no-login'],
    ['UPDATE t SET a = :what WHERE u = :login', change, 'unknown-parameter'],
    ["UPDATE t SET a = 'it\\'s' WHERE u = :login", change, 'unclear'],
    ['UPDATE t SET a = 0 WHERE u = :login; DELETE FROM t', change, 'unclear'],
    ['UPDATE t SET a = $$x$$ WHERE u = :login', change, 'unclear'],
    ['UPDATE t SET a = ? WHERE u = :login', change, 'unclear'],
    ['DELETE FROM t WHERE u = :login', read, 'not-a-select'],
    ['UPDATE t SET a = 0 WHERE u = :login;', change, null],
    ['SELECT a, a = 0 AS locked FROM t WHERE u = :login', read, null],
  ] as const)('%s: %s → %s', (text, rule, problem) => {
    expect(problemOf(text, rule)).toBe(problem);
  });
});

describe('the settings', () => {
  const base = {
    engine: 'postgres',
    host: 'db.example.com',
    port: 5432,
    database: 'mail',
    username: 'desk',
    tls: 'verify',
  };
  const codes = (more: object): string[] => {
    const read = sqlConnectorSettings.safeParse({ ...base, ...more });
    return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  it('take a preset as it is, and of own statements only whole locks', () => {
    expect(codes({ preset: 'dovecot' })).toEqual([]);
    expect(codes({ preset: 'own' })).toEqual(['loginRead: required']);
    const half = { preset: 'own', sendRead: 'SELECT a, a AS locked FROM t WHERE u = :login' };
    expect(codes(half)).toEqual(['sendLock: required', 'sendRelease: required']);
    const prior = {
      sendLock: 'UPDATE t SET a = :prior_a WHERE u = :login',
      sendRelease: 'UPDATE t SET a = 0',
    };
    expect(codes({ ...half, ...prior })).toEqual(['sendLock: unknown-parameter', 'sendRelease: no-login']);
  });

  it('name the way to Dovecot where one is chosen', () => {
    expect(codes({ preset: 'dovecot', dovecotVia: 'command' })).toEqual(['dovecotProgram: required']);
    expect(codes({ preset: 'dovecot', dovecotVia: 'http', dovecotUrl: 'file:///etc/passwd' })).toEqual([
      'dovecotUrl: not-a-url',
    ]);
  });
});
