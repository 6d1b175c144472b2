import { describe, expect, it } from 'vitest';
import { mailboxPasswordPlace, seal, SealError, unseal } from './seal';

const key = Buffer.alloc(32, 7);
const place = mailboxPasswordPlace(4);

function codeOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (error instanceof SealError) return error.code;
    throw error;
  }
  return 'opened';
}

describe('sealed secrets', () => {
  it('open again at their own place under their own key', () => {
    expect(unseal(seal('pässwort €', place, key), place, key)).toBe('pässwort €');
    expect(unseal(seal('', place, key), place, key)).toBe('');
  });

  it('do not contain the secret and differ each time', () => {
    const [a, b] = [seal('the secret itself', place, key), seal('the secret itself', place, key)];
    expect(Buffer.from(a).includes('secret')).toBe(false);
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(false);
  });

  it('do not open when moved to another row or field', () => {
    const sealed = seal('x', place, key);
    expect(codeOf(() => unseal(sealed, mailboxPasswordPlace(5), key))).toBe('damaged');
    expect(codeOf(() => unseal(sealed, { ...place, field: 'token' }, key))).toBe('damaged');
  });

  it('say that the key is another one, rather than that they are damaged', () => {
    expect(codeOf(() => unseal(seal('x', place, key), place, Buffer.alloc(32, 8)))).toBe('wrong-key');
  });

  it('do not open when any byte is changed or the end is missing', () => {
    const sealed = seal('secret', place, key);
    for (let i = 0; i < sealed.length; i++) {
      const changed = Uint8Array.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(codeOf(() => unseal(changed, place, key))).not.toBe('opened');
      expect(codeOf(() => unseal(sealed.slice(0, i), place, key))).not.toBe('opened');
    }
  });
});
