import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FramingError, MAX_MESSAGE, SyslogFramer } from './framing';

const texts = (messages: Buffer[]): string[] => messages.map(String);

describe('messages in a stream', () => {
  test('are the same wherever the bytes are cut, counted and delimited ones mixed', () => {
    const message = fc.tuple(
      fc.boolean(),
      fc.string({ minLength: 1, maxLength: 40 }).map((text) => `<22>${text.replaceAll('\n', ' ')}`),
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12 }), fc.integer({ min: 1, max: 50 }), (list, size) => {
        const stream = Buffer.from(
          list
            .map(([isCounted, text]) => (isCounted ? `${Buffer.byteLength(text)} ${text}` : `${text}\n`))
            .join(''),
        );
        const framer = new SyslogFramer();
        const found: string[] = [];
        for (let at = 0; at < stream.length; at += size)
          found.push(...texts(framer.push(stream.subarray(at, at + size))));
        expect(found).toEqual(list.map(([, text]) => text));
      }),
    );
  });

  test('a counted message may hold line feeds', () => {
    expect(texts(new SyslogFramer().push(Buffer.from('9 <22>a\nbcd5 <22>e')))).toEqual([
      '<22>a\nbcd',
      '<22>e',
    ]);
  });

  test.each([
    ['a length beyond the limit', `${MAX_MESSAGE + 1} <22>x`],
    ['a length without a message', '12GET / HTTP/1.1'],
    ['a message of nothing', '0 <22>x'],
    ['a line that never ends', `<22>${'x'.repeat(MAX_MESSAGE + 10)}`],
  ])('%s is no syslog', (_, text) => {
    expect(() => new SyslogFramer().push(Buffer.from(text))).toThrow(FramingError);
  });
});
