// Templates: Mustache, without its HTML escaping (the text part is text; the HTML part is made from it), without
// partials, changed delimiters and code. What a template may name is a closed list, so that a slip is found when it is
// saved and not when a customer reads it.

import Mustache from 'mustache';
import type { NoticeText } from '../types';
import { viewNames, type NoticeView } from './view';

export type TemplateProblem =
  | { code: 'not-closed' }
  | { code: 'unknown-name'; name: string }
  | { code: 'not-allowed'; name: string }
  | { code: 'missing-name'; name: string };

/** Every template has to say these. */
const required = ['caseNumber', 'remark'] as const;

/** What is wrong with a template; empty where it can be used. `needed`: names it has to say; a text block none. */
export function templateProblems(
  { subject, body }: NoticeText,
  needed: readonly string[] = required,
): TemplateProblem[] {
  const names = new Set<string>();
  const problems = [...problemsIn(subject, new Set()), ...problemsIn(body, names)];
  if (problems.length > 0) return problems;
  return needed.filter((name) => !names.has(name)).map((name) => ({ code: 'missing-name', name }));
}

function problemsIn(text: string, names: Set<string>): TemplateProblem[] {
  let tokens: Token[];
  try {
    tokens = Mustache.parse(text) as Token[];
  } catch (error) {
    if (error instanceof Error) return [{ code: 'not-closed' }];
    throw error;
  }
  const problems: TemplateProblem[] = [];
  walk(tokens, names, problems);
  return problems;
}

/** `[type, value, start, end, children?]`, as mustache.js documents it. */
type Token = [type: string, value: string, start: number, end: number, inner?: Token[] | string];

function walk(tokens: Token[], names: Set<string>, problems: TemplateProblem[]): void {
  for (const [type, value, , , inner] of tokens) {
    if (type === 'text' || type === '!') continue;
    if (!['name', '#', '^'].includes(type)) problems.push({ code: 'not-allowed', name: value });
    else if (value !== '.' && !viewNames.has(value)) problems.push({ code: 'unknown-name', name: value });
    names.add(value);
    if (Array.isArray(inner)) walk(inner, names, problems);
  }
}

/** Fills a template in. The subject is one line whatever the facts hold: no header can be put in by them. */
export function renderText({ subject, body }: NoticeText, view: NoticeView): NoticeText {
  const fill = (text: string) => Mustache.render(text, view, {}, { escape: String });
  return {
    subject: oneLine(fill(subject)),
    body: `${fill(body)
      .replaceAll(/[^\S\n]+$/gm, '')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim()}\n`,
  };
}

/** Without control characters and line ends. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 250);
}
