import { describe, expect, it } from 'vitest';
import { splitSender } from './sender';

describe('the sender in the list of mail', () => {
  it.each([
    ['"Freipost AntiSpam" <feedback@arf.example>', 'Freipost AntiSpam', 'feedback@arf.example'],
    ['Ziggo FBL Service <fbl@validity.example>', 'Ziggo FBL Service', 'fbl@validity.example'],
    ['noreply@corp.example', '', 'noreply@corp.example'],
    ['<noreply@corp.example>', '', '<noreply@corp.example>'],
    ['a "b" <c@d.example> <e@f.example>', '', 'a "b" <c@d.example> <e@f.example>'],
  ])('shows %s as a name and an address, or as it came', (text, name, address) => {
    expect(splitSender(text)).toEqual({ name, address });
  });

  it('stays fast on a hostile line', () => {
    const started = performance.now();
    splitSender(`"${' '.repeat(100_000)}`);
    splitSender(`${'a '.repeat(50_000)}<`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
