import { describe, expect, it } from 'vitest';
import { localPath } from './request-path';

describe('the page after signing in', () => {
  it.each(['/', '/cases?stage=urgent', '/cases/AD-2026-0001'])('is %s when it is on this site', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '',
    null,
    undefined,
    '/\t/evil.example',
  ])('is the start when %j would lead elsewhere', (path) => {
    expect(new URL(localPath(path), 'https://desk.example').origin).toBe('https://desk.example');
    expect(localPath(path).startsWith('//')).toBe(false);
  });
});
