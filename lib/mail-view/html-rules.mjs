// Which HTML of a hostile mail may be shown.
// Promise: a strict allow-list. No script, style, form, frame, image or other thing that runs, loads
// or covers the page; links are text with their address as a title, so that nobody follows one.

import sanitizeHtml from 'sanitize-html';

import { HTML_DEPTH, LABEL_CHARS } from './limits.mjs';

const TEXT_TAGS = 'p br div span b strong i em u s sub sup small blockquote pre code hr'.split(' ');
const STRUCTURE_TAGS = 'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd'.split(' ');
const TABLE_TAGS = 'table caption thead tbody tfoot tr td th'.split(' ');

/** A column or row span that cannot blow up the table. */
function span(value) {
  return /^[1-9][0-9]?$/.test(value ?? '') ? value : undefined;
}

function cell(tagName, attribs) {
  const kept = { colspan: span(attribs.colspan), rowspan: span(attribs.rowspan) };
  return { tagName, attribs: Object.fromEntries(Object.entries(kept).filter(([, v]) => v)) };
}

/** What cannot be shown leaves a word in its place. */
function image(_tagName, attribs) {
  const label = (attribs.alt ?? '').trim().slice(0, LABEL_CHARS);
  return { tagName: 'span', attribs: {}, text: label === '' ? '[…]' : `[${label}]` };
}

function link(_tagName, attribs) {
  const address = (attribs.href ?? '').trim().slice(0, LABEL_CHARS);
  return { tagName: 'span', attribs: address === '' ? {} : { title: address } };
}

const RULES = {
  allowedTags: [...TEXT_TAGS, ...STRUCTURE_TAGS, ...TABLE_TAGS],
  allowedAttributes: { span: ['title'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
  allowedSchemes: [],
  allowedStyles: {},
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: HTML_DEPTH,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'svg', 'math', 'template'],
  transformTags: { a: link, area: link, img: image, td: cell, th: cell, center: 'div', font: 'span' },
};

/** Sanitises one HTML body. */
export function sanitise(html) {
  return sanitizeHtml(html, RULES);
}
