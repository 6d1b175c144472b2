// The words of the weekly report in both languages. They are here and not with those of the screens, as those of notices
// are: a worker writes them, for a reader who asks for no page. Pure.

import type { Locale } from '@/lib/i18n/locales';
import type { DurationUnit } from './duration';

export interface WeeklyWords {
  subject(week: string, reports: string, confirmed: string): string;
  hello(name: string): string;
  intro(from: string, to: string): string;
  labels: Record<WeeklyLabel, string>;
  duration(n: string, unit: DurationUnit): string;
  link: string;
  why: string;
}

export type WeeklyLabel =
  | 'reports'
  | 'opened'
  | 'closed'
  | 'confirmed'
  | 'falseShare'
  | 'toLock'
  | 'toConfirmedLock'
  | 'repeats'
  | 'rate'
  | 'openCases'
  | 'oldCases';

const german: WeeklyWords = {
  subject: (week, reports, confirmed) =>
    `Wochenbericht ${week}: ${reports} Meldungen, ${confirmed} bestätigte Fälle`,
  hello: (name) => `Guten Tag ${name},`,
  intro: (from, to) => `die Woche vom ${from} bis ${to} in Zahlen, in Klammern die Woche davor:`,
  labels: {
    reports: 'Meldungen',
    opened: 'Fälle eröffnet',
    closed: 'Fälle abgeschlossen',
    confirmed: 'davon bestätigter Missbrauch',
    falseShare: 'Unbegründete Fälle',
    toLock: 'Erste Beschwerde bis Sperre (Median)',
    toConfirmedLock: 'Erste Beschwerde bis bestätigte Sperre (Median)',
    repeats: 'Wieder auffällig in 30 Tagen',
    rate: 'Beschwerden je 1.000 Mails',
    openCases: 'Offene Fälle',
    oldCases: 'davon 14 Tage und älter',
  },
  duration: (n, unit) => `${n} ${{ minutes: 'min', hours: 'h', days: n === '1' ? 'Tag' : 'Tage' }[unit]}`,
  link: 'Alle Zahlen:',
  why: 'Sie erhalten diese Mail, weil Sie den Wochenbericht unter „Meine Einstellungen“ eingeschaltet haben. Dort schalten Sie ihn auch ab. „–“ heißt: nicht bekannt.',
};

const english: WeeklyWords = {
  subject: (week, reports, confirmed) =>
    `Weekly report ${week}: ${reports} reports, ${confirmed} confirmed cases`,
  hello: (name) => `Hello ${name},`,
  intro: (from, to) => `the week from ${from} to ${to} in figures, the week before in brackets:`,
  labels: {
    reports: 'Reports',
    opened: 'Cases opened',
    closed: 'Cases closed',
    confirmed: 'of these confirmed abuse',
    falseShare: 'Unfounded cases',
    toLock: 'First complaint to lock (median)',
    toConfirmedLock: 'First complaint to confirmed lock (median)',
    repeats: 'Conspicuous again within 30 days',
    rate: 'Complaints per 1,000 mails',
    openCases: 'Open cases',
    oldCases: 'of these 14 days and older',
  },
  duration: (n, unit) => `${n} ${{ minutes: 'min', hours: 'h', days: n === '1' ? 'day' : 'days' }[unit]}`,
  link: 'All figures:',
  why: 'You get this mail because you switched on the weekly report in “My settings”. There you can switch it off. “–” means: not known.',
};

export const weeklyWords: Record<Locale, WeeklyWords> = { de: german, en: english };
