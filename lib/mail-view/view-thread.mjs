// The thread in which mailparser reads one hostile mail; it may be killed at any moment.
// Promise: one message with the bodies and attachments, then the end. A plain module, because it
// runs as it stands both below the web server's build and below the workers.

import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';

import { simpleParser } from 'mailparser';

import { sanitise } from './html-rules.mjs';
import { ATTACHMENTS, HTML_CHARS, LABEL_CHARS, TEXT_CHARS } from './limits.mjs';

/** What turns text into HTML or back costs minutes on hostile mail and is not needed here. */
const LEAN = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipImageLinks: true,
  skipTextLinks: true,
  maxHtmlLengthToParse: HTML_CHARS,
};

function clean(text, maxChars) {
  return text.slice(0, maxChars).replaceAll('\0', '\uFFFD').toWellFormed();
}

function describe(attachment) {
  const name = (attachment.filename ?? '').trim();
  return {
    name: name === '' ? null : clean(name, LABEL_CHARS),
    type: clean(attachment.contentType ?? 'application/octet-stream', LABEL_CHARS).toLowerCase(),
    sizeBytes: attachment.content.length,
    sha256Prefix: createHash('sha256').update(attachment.content).digest('hex').slice(0, 16),
  };
}

const mail = await simpleParser(Buffer.from(workerData.raw), LEAN);
const text = mail.text ?? '';
const html = mail.html || '';
parentPort.postMessage({
  text: text === '' ? null : clean(text, TEXT_CHARS),
  html: html === '' ? null : clean(sanitise(html.slice(0, HTML_CHARS)), HTML_CHARS * 2),
  attachments: mail.attachments.slice(0, ATTACHMENTS).map(describe),
  isCut: text.length > TEXT_CHARS || html.length > HTML_CHARS || mail.attachments.length > ATTACHMENTS,
});
