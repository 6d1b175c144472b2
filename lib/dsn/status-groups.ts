// The machine-readable part of a delivery or disposition notification: groups of fields with blank lines between them.
// Promise: pure, never throws, bounded by MAIL_LIMITS.machinePartBytes and `maxGroups`.
// Source: RFC 3464 §2.1 (one group for the message, one for each recipient), RFC 6533 (international addresses).

import { readFields, type HeaderField } from '../mime/header';
import { MAIL_LIMITS } from '../mime/limits';
import { decodedBody } from '../mime/read-mail';
import { withoutComments } from '../mime/comments';
import type { MimePart } from '../mime/types';

/** Groups read: the first, and recipients. Lists bounce in thousands; fifty are enough to see what happened. */
export const maxGroups = 51;

/** The groups that hold fields, in order, and how many further blank-line-separated ones there are. */
export function readGroups(part: MimePart): { groups: (readonly HeaderField[])[]; omitted: number } {
  const text = decodedBody(part, MAIL_LIMITS.machinePartBytes).toString('latin1');
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const blocks: string[] = [];
  let block: string[] = [];
  for (const line of [...lines, '']) {
    if (line.trim() !== '') block.push(line);
    else if (block.length > 0) {
      blocks.push(block.join('\n'));
      block = [];
    }
  }
  const groups = blocks.slice(0, maxGroups).map((one) => readFields(Buffer.from(`${one}\n`, 'latin1')));
  return { groups: groups.filter(hasFields), omitted: Math.max(0, blocks.length - maxGroups) };
}

function hasFields(fields: readonly HeaderField[]): boolean {
  return fields.some((field) => field.key !== '');
}

/** `rfc822; user@example.com`, `dns; mx.example.com`, `smtp; 550 …`: the part behind the type (RFC 3464 §2.1.2). */
export function typedValue(value: string | null): string | null {
  if (value === null) return null;
  const semicolon = value.indexOf(';');
  const isTyped = semicolon > 0 && semicolon < 20 && /^[a-z0-9-]+$/i.test(value.slice(0, semicolon).trim());
  const text = (isTyped ? value.slice(semicolon + 1) : value).trim();
  return text === '' ? null : text.slice(0, MAIL_LIMITS.textChars);
}

/** An address of a group, without type, brackets and comments, lower case. */
export function typedAddress(value: string | null): string | null {
  const address = typedValue(value)?.replace(/^<|>$/g, '').trim().toLowerCase();
  return address === undefined || address === '' ? null : address;
}

/** A keyword in lower case without comments (RFC 3464 §2.3.3), null where there is none. */
export function keyword(value: string | null): string | null {
  const word = value === null ? '' : withoutComments(value).trim().toLowerCase();
  return word === '' ? null : word.slice(0, 60);
}
