// Changes of a mail along its grammar: what programs, gateways and attackers do to structure.
// Promise: deterministic in their arguments; each works on the tree in place and does nothing where it
// does not apply.

import { renderBody, type MailNode } from './mail-tree';

/** `pick` chooses among several; `word` is text to put in. */
export type Mutation = (node: MailNode, pick: number, word: string) => void;

function replaceField(node: MailNode, name: RegExp, text: string): void {
  node.fields = [...node.fields.filter((field) => !name.test(field)), text];
}

function encodeBody(node: MailNode, encoding: 'base64' | 'quoted-printable'): void {
  const bytes = Buffer.from(renderBody(node), 'latin1');
  const lines = bytes.toString('base64').match(/.{1,76}/g) ?? [];
  const quoted = bytes.toString('latin1').replace(/[^\n -<>-~]/g, hexOf);
  Object.assign(node, { boundary: null, parts: [], message: null });
  node.body = encoding === 'base64' ? lines.join('\n') : quoted.replaceAll('=', '=3D');
  replaceField(node, /^content-transfer-encoding:/i, `Content-Transfer-Encoding: ${encoding}`);
}

function hexOf(char: string): string {
  return `=${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function changeField(node: MailNode, pick: number, change: (field: string) => string): void {
  const at = pick % Math.max(1, node.fields.length);
  const field = node.fields[at];
  if (field !== undefined) node.fields[at] = change(field);
}

const onParts: Record<string, Mutation> = {
  dropPart: (node, pick) => void node.parts.splice(pick % Math.max(1, node.parts.length), 1),
  doublePart: (node, pick) => {
    const part = node.parts[pick % Math.max(1, node.parts.length)];
    if (part !== undefined && node.parts.length < 600) node.parts.push(structuredClone(part));
  },
  manyParts: (node, pick) => {
    const [part] = node.parts;
    if (part !== undefined && node.parts.length < 5) {
      node.parts.push(...Array.from({ length: pick % 200 }, () => ({ ...part, parts: [], message: null })));
    }
  },
  reverseParts: (node) => void node.parts.reverse(),
  nestPart: (node) => {
    const [first, second] = node.parts;
    if (first?.boundary === null && second !== undefined) {
      wrap(first, 'nest');
      first.parts.push(second);
      node.parts.splice(1, 1);
    }
  },
  wrap: (node, pick) => {
    for (let depth = 0; depth <= pick % 25; depth += 1) wrap(node, `wrap${depth}`);
  },
  embed: (node) => {
    if (node.message === null && node.boundary === null) return;
    const message = { ...node, fields: [...node.fields] };
    Object.assign(node, { boundary: null, parts: [], message });
    replaceField(node, /^content-/i, 'Content-Type: message/rfc822');
  },
};

/** The node becomes the only part of a multipart with its fields. */
function wrap(node: MailNode, boundary: string): void {
  const content = node.fields.filter((field) => /^content-/i.test(field));
  const inner: MailNode = { ...node, fields: content };
  node.fields = node.fields.filter((field) => !/^content-/i.test(field));
  node.fields.push(`Content-Type: multipart/mixed; boundary=${boundary}`);
  Object.assign(node, { boundary, parts: [inner], message: null, body: '', hasLastDelimiter: true });
}

const onBoundaries: Record<string, Mutation> = {
  otherBoundary: (node, _, word) => {
    if (node.boundary !== null) node.boundary = word;
  },
  sameBoundary: (node) => {
    for (const part of node.parts) {
      if (part.boundary === null || node.boundary === null) continue;
      part.fields = part.fields.map((field) => field.replace(part.boundary ?? '', node.boundary ?? ''));
      part.boundary = node.boundary;
    }
  },
  prefixBoundary: (node) => {
    if (node.boundary !== null) node.boundary = `${node.boundary}--`;
  },
  noLastDelimiter: (node) => void (node.hasLastDelimiter = false),
  noBlankLine: (node) => void (node.hasBlankLine = false),
  lookalikes: (node, pick) => {
    node.body += `\n--${'-'.repeat(pick % 9)}${node.boundary ?? 'edge'}x`.repeat(pick % 300);
  },
};

const onFields: Record<string, Mutation> = {
  dropField: (node, pick) => void node.fields.splice(pick % Math.max(1, node.fields.length), 1),
  doubleField: (node, pick) => {
    const field = node.fields[pick % Math.max(1, node.fields.length)];
    if (field !== undefined) node.fields.push(...Array<string>(1 + (pick % 40)).fill(field));
  },
  emptyField: (node, pick) => changeField(node, pick, (field) => field.replace(/:[^]*$/, ':')),
  shoutField: (node, pick) => changeField(node, pick, (field) => field.toUpperCase()),
  foldField: (node, pick) => changeField(node, pick, (field) => field.replaceAll(' ', '\n\t ')),
  openQuote: (node, pick) => changeField(node, pick, (field) => `${field} "(<`),
  putWord: (node, pick, word) => changeField(node, pick, (field) => `${field}${word}`),
  strayLine: (node, pick, word) => void node.fields.splice(pick % (node.fields.length + 1), 0, word),
  bareCr: (node, pick) => changeField(node, pick, (field) => field.replace(' ', '\r')),
  longField: (node, pick) => changeField(node, pick, (field) => field + ' y'.repeat(20_000)),
  mboxLine: (node) => void node.fields.unshift('>From x@example.com Tue'),
  blankLines: (node) => void node.fields.unshift('', ''),
  oneLine: (node) => void (node.body = node.body.replaceAll('\n', ' ')),
  indented: (node) => void (node.body = node.body.replaceAll('\n', '\n ')),
  fieldsInHeader: (node) => {
    if (node.boundary === null && node.message === null) node.body = `${node.body}\n`.replace(/^\n+/, '');
    node.hasBlankLine = false;
  },
  putInBody: (node, pick, word) => void (node.body += word.repeat(1 + (pick % 50))),
};

const onEncodings: Record<string, Mutation> = {
  base64: (node) => encodeBody(node, 'base64'),
  quotedPrintable: (node) => encodeBody(node, 'quoted-printable'),
  sayBase64: (node) =>
    replaceField(node, /^content-transfer-encoding:/i, 'Content-Transfer-Encoding: base64'),
  sayNothing: (node) => replaceField(node, /^content-transfer-encoding:/i, 'X: '),
  otherType: (node, _, word) => replaceField(node, /^content-type:/i, `Content-Type: ${word}`),
  otherCharset: (node, _, word) =>
    replaceField(node, /^content-type:/i, `Content-Type: text/plain; charset=${word}`),
  otherSubject: (node, _, word) => replaceField(node, /^subject:/i, `Subject: =?${word}?Q?=C3=BC?=${word}`),
};

export const mutations: Readonly<Record<string, Mutation>> = {
  ...onParts,
  ...onBoundaries,
  ...onFields,
  ...onEncodings,
};
