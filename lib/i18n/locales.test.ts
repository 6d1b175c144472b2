import { describe, expect, it } from 'vitest';
import { chooseLocale, localeOfPublicPage } from './locales';

describe('the language', () => {
  it("is the user's own, then the cookie's, then the browser's, then German", () => {
    expect(chooseLocale('en', 'de', 'de')).toBe('en');
    expect(chooseLocale(null, 'en', 'de')).toBe('en');
    expect(chooseLocale(null, undefined, 'en-GB,de;q=0.5')).toBe('en');
    expect(chooseLocale(null, undefined, null)).toBe('de');
  });

  it('follows the weights of Accept-Language and skips what we do not speak', () => {
    expect(chooseLocale(null, undefined, 'fr, de;q=0.3, en;q=0.8')).toBe('en');
    expect(chooseLocale(null, undefined, 'en;q=0, fr')).toBe('de');
  });

  it('does not fall for nonsense', () => {
    expect(chooseLocale('xx', 'constructor', ',;q=,en;q=abc')).toBe('de');
  });
});

describe("the language of a customer's page", () => {
  it('is the one its address names, else the browser’s, whoever is signed in', () => {
    expect(localeOfPublicPage('/c/abc?lang=en', 'de')).toBe('en');
    expect(localeOfPublicPage('/c/abc?lang=xx', 'en')).toBe('en');
    expect(localeOfPublicPage('/c/abc', null)).toBe('de');
  });

  it('is no matter of the desk’s own pages', () => {
    expect(localeOfPublicPage('/cases?lang=en', 'en')).toBeNull();
    expect(localeOfPublicPage(null, 'en')).toBeNull();
    expect(localeOfPublicPage('//c/x', 'en')).toBeNull();
  });
});
