// Mails made to hurt whoever reads them. Each is below the size limit, so that only the reader's own bounds help.

const head = (type: string): string =>
  `From: a@example.net\r\nTo: abuse@example.com\r\nSubject: hostile\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n`;

const machinePart =
  'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n\r\n';

/** 100,000 parts, the machine-readable one last. */
function manyParts(): Buffer {
  const part = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n';
  return Buffer.from(
    `${head('multipart/report; report-type=feedback-report; boundary=b')}\r\n${part.repeat(100_000)}--b\r\n${machinePart}--b--\r\n`,
  );
}

/** 8 MB of opened tags. */
function manyTags(): Buffer {
  return Buffer.from(`${head('text/html; charset=utf-8')}\r\n${'<div>'.repeat(1_700_000)}`);
}

/** Header lines of 256 KiB and more of them than the limit allows. */
function longHeader(): Buffer {
  const line = `X-Long: ${'a'.repeat(262_144)}\r\n`;
  return Buffer.from(`${line.repeat(3)}${head('text/plain')}\r\nx\r\n`);
}

/** Multiparts in multiparts, 1,000 deep. */
function deepNesting(): Buffer {
  let open = '';
  for (let i = 0; i < 1_000; i += 1)
    open += `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`;
  return Buffer.from(`From: a@example.net\r\nSubject: deep\r\nMIME-Version: 1.0\r\n${open}${machinePart}`);
}

/** Half a megabyte of blank lines where the machine-readable fields should be. */
function blankLines(): Buffer {
  return Buffer.from(
    `${head('multipart/report; report-type=feedback-report; boundary=b')}\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n${'\r\n'.repeat(262_144)}--b--\r\n`,
  );
}

/** Nothing that could be a header, and not one line end. */
function noLineEnds(): Buffer {
  return Buffer.alloc(1_048_576, 'a:');
}

export const hostileMails: { name: string; raw: () => Buffer; ends: 'quarantined' | 'not_recognised' }[] = [
  { name: '100,000 parts', raw: manyParts, ends: 'quarantined' },
  { name: '8 MB of <div>', raw: manyTags, ends: 'not_recognised' },
  { name: 'header lines of 256 KiB', raw: longHeader, ends: 'quarantined' },
  { name: 'nesting 1,000 deep', raw: deepNesting, ends: 'quarantined' },
  { name: 'a machine part of blank lines', raw: blankLines, ends: 'quarantined' },
  { name: 'a megabyte without line ends', raw: noLineEnds, ends: 'quarantined' },
];
