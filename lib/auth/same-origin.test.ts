import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './same-origin';

const ours = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), 'https://desk.example');

describe('the origin of a request', () => {
  it.each([
    [{ origin: 'https://desk.example' }, true],
    [{ origin: 'https://desk.example', 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: 'http://10.0.0.5:3000', host: '10.0.0.5:3000' }, true],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'https://evil.example', host: 'desk.example' }, false],
    [{ origin: 'https://desk.example', 'sec-fetch-site': 'cross-site' }, false],
    [{ origin: 'https://desk.example', 'sec-fetch-site': 'same-site' }, false],
    [{ origin: 'null', host: 'desk.example' }, false],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{}, false],
  ])('%j: ours %j', (headers, expected) => {
    expect(ours(headers as Record<string, string>)).toBe(expected);
  });
});
