// The thread in which mailparser reads one hostile mail; it may be killed at any moment.
// Promise: one message with the bodies, then the end. A plain module, because it
// runs as it stands both below the web server's build and below the workers.

import { parentPort, workerData } from 'node:worker_threads';

import { simpleParser } from 'mailparser';

import { sanitise } from './html-rules.mjs';
import { HTML_CHARS, TEXT_CHARS } from './limits.mjs';

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

const mail = await simpleParser(Buffer.from(workerData.raw), LEAN);
const text = mail.text ?? '';
const html = mail.html || '';
parentPort.postMessage({
  text: text === '' ? null : clean(text, TEXT_CHARS),
  html: html === '' ? null : clean(sanitise(html.slice(0, HTML_CHARS)), HTML_CHARS * 2),
  isCut: text.length > TEXT_CHARS || html.length > HTML_CHARS,
});
