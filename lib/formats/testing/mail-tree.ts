// A mail as a tree that tests can rearrange: fields, parts, boundaries, embedded messages.
// Promise: rendering what was read gives the mail again, up to preambles and line ends; text is one
// character a byte. It reads well-formed fixtures only and shares nothing with the reader under test.

/** One entity: a mail, a part, or a message in a part. */
export interface MailNode {
  /** Fields with their continuation lines, LF between these. */
  fields: string[];
  /** The body of a leaf. */
  body: string;
  /** What the delimiter lines say; null for a leaf. */
  boundary: string | null;
  parts: MailNode[];
  /** The message that the body of this part is. */
  message: MailNode | null;
  hasBlankLine: boolean;
  hasLastDelimiter: boolean;
}

/** Reads a fixture. */
export function readNode(text: string): MailNode {
  const split = text.search(/\n\n/);
  const head = split < 0 ? text : text.slice(0, split);
  const fields = head.split(/\n(?![ \t])/).filter((field) => field !== '');
  const node: MailNode = {
    fields,
    body: split < 0 ? '' : text.slice(split + 2),
    boundary: null,
    parts: [],
    message: null,
    hasBlankLine: split >= 0,
    hasLastDelimiter: true,
  };
  const type = fields.find((field) => /^content-type:/i.test(field)) ?? '';
  const boundary = /boundary="?([^";\s]+)"?/i.exec(type)?.[1];
  if (/multipart\//i.test(type) && boundary !== undefined) {
    const [, ...chunks] = `\n${node.body}`.split(`\n--${boundary}`);
    const parts = chunks.filter((chunk) => chunk.startsWith('\n'));
    if (parts.length > 0) {
      node.boundary = boundary;
      node.parts = parts.map((chunk) => readPart(chunk.slice(1)));
    }
  } else if (/message\/rfc822/i.test(type) && !fields.some((field) => /base64|quoted/i.test(field))) {
    node.message = readNode(node.body);
  }
  return node;
}

/** A part may begin with its blank line, when it has no fields. */
function readPart(chunk: string): MailNode {
  return readNode(chunk.startsWith('\n') ? `\n${chunk}` : chunk);
}

/** The mail's text with LF. */
export function renderNode(node: MailNode): string {
  const head = node.fields.map((field) => `${field}\n`).join('');
  return head + (node.hasBlankLine ? '\n' : '') + renderBody(node);
}

/** The text of the body alone. */
export function renderBody(node: MailNode): string {
  const { boundary, message } = node;
  if (message !== null) return renderNode(message);
  if (boundary === null) return node.body;
  const parts = node.parts.map((part) => `--${boundary}\n${renderNode(part)}\n`).join('');
  return parts + (node.hasLastDelimiter ? `--${boundary}--\n` : '');
}

/** The node and everything below it. */
export function allNodes(node: MailNode): MailNode[] {
  const below = node.message === null ? node.parts : [...node.parts, node.message];
  return [node, ...below.flatMap(allNodes)];
}
