import { describe, expect, it } from 'vitest';
import { isSameOrigin, mayBeOwnForm } from './same-origin';

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

describe('a form of a page that sends no referrer', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, true],
    [{ origin: 'null', host: 'desk.example' }, true],
    [{ host: 'desk.example' }, true],
    [{ origin: 'https://desk.example', host: 'desk.example' }, true],
    [{ 'sec-fetch-site': 'cross-site', origin: 'null' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: 'https://evil.example', host: 'desk.example' }, false],
    [{ origin: 'nonsense', host: 'desk.example' }, false],
  ])('%j: perhaps ours %j', (headers, expected) => {
    expect(mayBeOwnForm(new Headers(headers as Record<string, string>))).toBe(expected);
  });
});
