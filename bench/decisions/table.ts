// The results as two tables: abuse that has to be seen, and accounts that must not be troubled. Markdown, aligned for
// terminals too.

import type { Measured, Sight } from './measure';

/** Both tables. */
export function tables(measured: readonly Measured[]): string {
  const abuse = measured.filter(({ scenario }) => scenario.isAbuse);
  const innocent = measured.filter(({ scenario }) => !scenario.isAbuse);
  const judges = ['desk', '25 reports', '100 reports'];
  return [
    table(
      ['abuse: found, complaints and time until a person sees it', ...judges],
      abuse.map(({ scenario, sights }) => [
        scenario.title,
        ...sights.map((sight) => foundCell(sight, scenario.accounts)),
      ]),
    ),
    '',
    table(
      ['innocent: false cases per 1,000 accounts', 'accounts', ...judges],
      innocent.map(({ scenario, sights }) => [
        scenario.title,
        String(scenario.runs),
        ...sights.map(({ falseCases }) =>
          falseCases === 0 ? '0' : falseCases.toFixed(falseCases < 10 ? 2 : 0),
        ),
      ]),
    ),
  ].join('\n');
}

function foundCell({ found, complaints, minutes, accountsSeen }: Sight, accounts: number): string {
  if (found === 0) return 'never';
  const share = `${Math.round(found * 100)} %`;
  const seen = accounts > 1 ? `, ${Math.round(accountsSeen * 100)} % of its accounts` : '';
  return `${share} · ${complaints} · ${duration(minutes)}${seen}`;
}

function duration(minutes: number): string {
  if (minutes < 600) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 72 ? `${Math.round(hours)} h` : `${(hours / 24).toFixed(1)} days`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
