// Text blocks for answers: the shipped ones with what the team made of them, and the team's own. Versions are rows of
// notice templates of a kind of their own; a version without text takes a block out of use. Pure.

import type { NoticeText } from './types';

/** As a notice template's kind. */
export type BlockKind = `block:${string}`;

/** `start` and the like for shipped ones, `own-` and eight signs for the team's. */
export const blockKeyPattern = /^(?:[a-z]{2,20}|own-[0-9a-f]{8})$/;

export function blockKind(key: string): BlockKind {
  return `block:${key}`;
}

/** A block in one voice; its subject is what it is called. */
export interface AnswerBlock extends NoticeText {
  key: string;
  /** The version; 0: as shipped. */
  id: number;
}

export interface StoredBlock extends NoticeText {
  id: number;
  kind: string;
}

/**
 * All blocks, shipped ones first, then the team's in the order they were made; one without text is out of use. `stored`:
 * the newest versions.
 */
export function mergeBlocks(
  shipped: readonly (NoticeText & { key: string })[],
  stored: readonly StoredBlock[],
): AnswerBlock[] {
  const byKey = new Map(stored.map((one) => [one.kind.slice('block:'.length), one]));
  const known = new Set(shipped.map(({ key }) => key));
  const own = [...byKey].filter(([key]) => !known.has(key)).toSorted(([, a], [, b]) => a.id - b.id);
  return [
    ...shipped.map(({ key, subject, body }) => ({
      key,
      subject,
      body,
      id: 0,
      ...withoutKind(byKey.get(key)),
    })),
    ...own.map(([key, one]) => ({ key, id: one.id, subject: one.subject, body: one.body })),
  ];
}

function withoutKind(stored: StoredBlock | undefined): Partial<AnswerBlock> {
  return stored === undefined ? {} : { id: stored.id, subject: stored.subject, body: stored.body };
}
