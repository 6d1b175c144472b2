// A mail around JSON that came over HTTP, so that storing, reading and replaying know one kind of thing.
// Promise: pure; the same document gives the same bytes, so that a second posting is the same mail. Therefore no Date
// and no Message-ID: when it came and through which way is known of the row. Source: RFC 5322 §2.1, RFC 2045 §6.8.

const LINE_CHARS = 76;
const CRLF = '\r\n';

/** Wraps posted JSON. The sender is a name that nobody has (RFC 6761 §6.4): who posted it is told by the token. */
export function wrapXarfDocument(json: Buffer): Buffer {
  const encoded = json.toString('base64');
  const lines = [
    'From: XARF <http-report@localhost.invalid>',
    'Subject: XARF',
    'MIME-Version: 1.0',
    'Content-Type: application/json; name="xarf.json"',
    'Content-Transfer-Encoding: base64',
    '',
  ];
  for (let at = 0; at < encoded.length; at += LINE_CHARS) lines.push(encoded.slice(at, at + LINE_CHARS));
  return Buffer.from(lines.join(CRLF) + CRLF);
}
