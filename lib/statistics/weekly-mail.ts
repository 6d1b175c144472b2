// The weekly report as subject, text and HTML: sums, no customer, no account, no person. Pure but for the runtime's ways to
// write numbers and days.

import type { Locale } from '@/lib/i18n/locales';
import { durationOf } from './duration';
import type { Statistics } from './types';
import { weeklyWords, type WeeklyLabel, type WeeklyWords } from './weekly-words';

interface WeeklyMail {
  subject: string;
  text: string;
  html: string;
}

interface Line {
  label: string;
  value: string;
  /** Null where there is nothing to compare. */
  before: string | null;
}

const UNKNOWN = '–';

/** `link`: of the page with the same week. */
export function weeklyMail(
  { week, name, link, locale }: { week: string; name: string; link: string; locale: Locale },
  statistics: Statistics,
): WeeklyMail {
  const words = weeklyWords[locale];
  const write = writer(locale, words);
  const lines = linesOf(statistics, words, write);
  const { from, to } = statistics.period;
  const hello = words.hello(name);
  const intro = words.intro(write.day(from), write.day(to));
  const told = lines.map(
    ({ label, value, before }) => `- ${label}: ${value}${before === null ? '' : ` (${before})`}`,
  );
  return {
    subject: words.subject(week, write.count(reportsOf(statistics)), write.count(statistics.cases.confirmed)),
    text: `${hello}\n\n${intro}\n\n${told.join('\n')}\n\n${words.link} ${link}\n\n${words.why}\n`,
    html: `<div lang="${locale}" style="font-family:sans-serif">${htmlOf({ hello, intro, link }, words, lines)}</div>`,
  };
}

const reportsOf = ({ reports }: Statistics): number =>
  reports.program.reduce((sum, row) => sum + row.total, 0);

/** Null where a part of it is not known. */
function reportsBefore({ reports }: Statistics): number | null {
  if (reports.program.some((row) => row.before === null)) return null;
  return reports.program.reduce((sum, row) => sum + (row.before ?? 0), 0);
}

type Writer = ReturnType<typeof writer>;

function writer(locale: Locale, words: WeeklyWords) {
  const number = (value: number | null, options?: Intl.NumberFormatOptions): string =>
    value === null ? UNKNOWN : new Intl.NumberFormat(locale, options).format(value);
  return {
    count: (value: number | null) => number(value),
    share: (value: number | null) => number(value, { style: 'percent', maximumFractionDigits: 1 }),
    rate: (value: number | null) => number(value, { maximumFractionDigits: 2 }),
    span(seconds: number | null): string {
      if (seconds === null) return UNKNOWN;
      const { unit, n } = durationOf(seconds);
      return words.duration(number(n), unit);
    },
    day: (day: string) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day)),
  };
}

function linesOf(statistics: Statistics, { labels }: WeeklyWords, write: Writer): Line[] {
  const { cases, casesBefore, rate, rateBefore, openByAge } = statistics;
  const line = (label: WeeklyLabel, value: string, before: string | null): Line => ({
    label: labels[label],
    value,
    before,
  });
  const counted = (['opened', 'closed', 'confirmed'] as const).map((key) =>
    line(key, write.count(cases[key]), write.count(casesBefore[key])),
  );
  const spans = (['toLock', 'toConfirmedLock'] as const).map((key) =>
    line(key, write.span(cases[key].median), write.span(casesBefore[key].median)),
  );
  const openFrom = (day: number) =>
    openByAge.filter(({ from }) => from >= day).reduce((sum, band) => sum + band.cases, 0);
  return [
    line('reports', write.count(reportsOf(statistics)), write.count(reportsBefore(statistics))),
    ...counted,
    line('falseShare', write.share(cases.falseShare), write.share(casesBefore.falseShare)),
    ...spans,
    line('repeats', write.share(cases.repeatShare), write.share(casesBefore.repeatShare)),
    line('rate', write.rate(rate.perThousand), write.rate(rateBefore.perThousand)),
    line('openCases', write.count(openFrom(0)), null),
    line('oldCases', write.count(openFrom(14)), null),
  ];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function htmlOf(
  { hello, intro, link }: Record<'hello' | 'intro' | 'link', string>,
  words: WeeklyWords,
  lines: readonly Line[],
): string {
  // Colours are the reader's own: a mail that sets none is legible on dark ground too.
  const cell = (more: string) => `style="padding:3px 12px 3px 0;text-align:left;vertical-align:top;${more}"`;
  const [name, figure] = [cell('font-weight:normal'), cell('white-space:nowrap')];
  const rows = lines.map(
    ({ label, value, before }) =>
      `<tr><th scope="row" ${name}>${escaped(label)}</th><td ${figure}><b>${escaped(value)}</b></td>` +
      `<td ${figure}>${before === null ? '' : `(${escaped(before)})`}</td></tr>`,
  );
  return (
    `<p>${escaped(hello)}</p><p>${escaped(intro)}</p><table>${rows.join('')}</table>` +
    `<p>${escaped(words.link)} <a href="${escaped(link)}">${escaped(link)}</a></p>` +
    `<p><small>${escaped(words.why)}</small></p>`
  );
}
