// What is ours, from the rows that environment and screen provide. `checkOwnResource` is the one place where a value is
// judged, so that form, environment and seed refuse the same things.

import { normalName } from '@/lib/mime/domain-names';
import { parseRange } from './ranges';
import type { OwnNetwork, OwnResourceKind } from './types';

export type OwnResourceProblem =
  'empty' | 'not-a-domain' | 'not-a-host' | 'not-a-range' | 'range-too-wide' | 'not-a-header';

/** Wider than this is a slip of the keyboard (`0.0.0.0/0` makes every Source-IP ours): a /8, or a /16 of IPv6. */
const maxHostBits = { 4: 24, 6: 112 } as const;

type Checked = { ok: true; value: string } | { ok: false; code: OwnResourceProblem };

/** A name, or with a leading dot all names below it. */
function checkName(value: string, code: 'not-a-domain' | 'not-a-host'): Checked {
  const isSuffix = value.startsWith('.');
  const name = normalName(isSuffix ? value.slice(1) : value);
  // A name of one label would claim a whole top-level domain; hosts on an internal network do have such names.
  const isTooShort = name === null || (!name.includes('.') && (isSuffix || code === 'not-a-domain'));
  return isTooShort ? { ok: false, code } : { ok: true, value: isSuffix ? `.${name}` : name };
}

function checkRange(value: string): Checked {
  const range = parseRange(value);
  if (range === null) return { ok: false, code: 'not-a-range' };
  const size = range.last - range.first + 1n;
  if (size > 1n << BigInt(maxHostBits[range.version])) return { ok: false, code: 'range-too-wide' };
  return { ok: true, value: value.replaceAll(/\s/g, '').toLowerCase() };
}

/** Checks one value as a person or the environment gives it, and brings it into the form that is stored. */
export function checkOwnResource(kind: OwnResourceKind, value: string): Checked {
  const trimmed = value.trim();
  if (trimmed === '') return { ok: false, code: 'empty' };
  switch (kind) {
    case 'domain':
      return checkName(trimmed, 'not-a-domain');
    case 'host':
      return checkName(trimmed, 'not-a-host');
    case 'range':
      return checkRange(trimmed);
    case 'sender-header': {
      // RFC 5322 §2.2: printable US-ASCII without the colon; 76 leaves room on a line.
      const name = trimmed.replace(/:$/, '').toLowerCase();
      return /^[!-9;-~]{1,76}$/.test(name) ? { ok: true, value: name } : { ok: false, code: 'not-a-header' };
    }
  }
}

/** The network out of its rows. A row that does not pass the check is left out: it cannot have come through it. */
export function buildOwnNetwork(rows: readonly { kind: OwnResourceKind; value: string }[]): OwnNetwork {
  const valuesOf = (kind: OwnResourceKind): string[] =>
    rows.flatMap((row) => {
      const checked = row.kind === kind ? checkOwnResource(kind, row.value) : null;
      return checked?.ok === true ? [checked.value] : [];
    });
  return {
    hostedDomains: new Set(valuesOf('domain')),
    hostNames: new Set(valuesOf('host')),
    ranges: valuesOf('range')
      .map(parseRange)
      .filter((range) => range !== null),
    senderHeaders: [...new Set(valuesOf('sender-header'))],
  };
}
