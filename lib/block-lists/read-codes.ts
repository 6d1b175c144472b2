// Codes of a list as administrators type them: one a line, `127.0.0.2 SBL`, or the number of a bit. Pure.

import { canonicalIp } from '@/lib/mime/ip-addresses';
import { codeKinds, type ListCode } from './types';

type CodeProblem = 'not-a-code' | 'not-a-bit' | 'code-twice' | 'too-many';

type ReadCodes = { ok: true; codes: ListCode[] } | { ok: false; kind: ListCode['kind']; code: CodeProblem };

/** A list with more codes than this has been pasted from somewhere else. */
const codesMax = 60;
const meaningMaxChars = 80;
const bits = ['1', '2', '4', '8', '16', '32', '64', '128'];

/** Reads the lines of each kind. `isBitmask`: each code is the number of a bit. */
export function readCodes(lines: Record<ListCode['kind'], string>, isBitmask: boolean): ReadCodes {
  const codes: ListCode[] = [];
  for (const kind of codeKinds) {
    for (const line of linesOf(lines[kind])) {
      const [code = '', ...words] = line.split(/\s+/);
      const problem = problemOf(code, isBitmask);
      if (problem !== null) return { ok: false, kind, code: problem };
      if (codes.some((one) => one.code === code)) return { ok: false, kind, code: 'code-twice' };
      codes.push({ code, kind, meaning: words.join(' ').slice(0, meaningMaxChars) });
      if (codes.length > codesMax) return { ok: false, kind, code: 'too-many' };
    }
  }
  return { ok: true, codes };
}

function problemOf(code: string, isBitmask: boolean): CodeProblem | null {
  if (isBitmask) return bits.includes(code) ? null : 'not-a-bit';
  return code.startsWith('127.') && canonicalIp(code) === code ? null : 'not-a-code';
}

/** The lines of a kind, as `readCodes` reads them. */
export function codeLines(codes: readonly ListCode[], kind: ListCode['kind']): string {
  return codes
    .filter((one) => one.kind === kind)
    .map(({ code, meaning }) => `${code} ${meaning}`.trim())
    .join('\n');
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What the list calls these codes; a code that it does not describe stands for itself. */
export function meaningsOf(found: readonly string[], codes: readonly ListCode[]): string[] {
  return found.map((code) => codes.find((one) => one.code === code)?.meaning || code);
}
