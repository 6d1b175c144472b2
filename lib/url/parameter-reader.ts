// Reads the parameters of a page's URL one by one. A bad value becomes a problem, which the page says in a sentence; the
// default stands in for it. Pure.

export interface ParameterProblem {
  parameter: string;
  /** As given, cut. */
  value: string;
  code: 'unknown' | 'repeated' | 'too-short' | 'too-long' | 'broken' | 'not-here' | 'both-ways';
}

/** `searchParams` of a page. */
export type RawParameters = Record<string, string | string[] | undefined>;

const textMaxChars = 100;

/** Reads single values out of a query and collects what was wrong with them. */
export class ParameterReader {
  readonly problems: ParameterProblem[] = [];

  constructor(private readonly raw: RawParameters) {}

  /** The trimmed value; null where absent or empty. Of a repeated parameter the first value, and a problem. */
  plain(parameter: string): string | null {
    const given = this.raw[parameter];
    const value = (Array.isArray(given) ? given[0] : given)?.replaceAll('\0', '').trim() ?? '';
    if (Array.isArray(given) && given.length > 1) this.problems.push({ parameter, value, code: 'repeated' });
    return value === '' ? null : value;
  }

  oneOf<T extends string>(parameter: string, values: readonly T[]): T | null {
    const value = this.plain(parameter);
    if (value === null) return null;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) this.problem(parameter, value, 'unknown');
    return found ?? null;
  }

  text(parameter: string, minChars = 1): string | null {
    const value = this.plain(parameter);
    if (value === null) return null;
    if (value.length > textMaxChars) return this.problem(parameter, value, 'too-long');
    return [...value].length < minChars ? this.problem(parameter, value, 'too-short') : value;
  }

  checked(parameter: string, isGood: (value: string) => boolean): string | null {
    const value = this.plain(parameter);
    if (value === null || isGood(value)) return value;
    return this.problem(parameter, value, 'broken');
  }

  /** A parameter that means nothing here. */
  refuse(parameter: string): null {
    const value = this.plain(parameter);
    return value === null ? null : this.problem(parameter, value, 'not-here');
  }

  /** Notes a problem; answers null, the value that stands in. */
  problem(parameter: string, value: string, code: ParameterProblem['code']): null {
    this.problems.push({ parameter, value: value.slice(0, textMaxChars), code });
    return null;
  }
}
