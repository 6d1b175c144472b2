// The schedule as the form writes it: days with commas, one day off a line. Pure; what is wrong is said at its field.

import { z } from 'zod';
import {
  mostDays,
  mostQuietDays,
  mostReminders,
  noticeSchedule,
  stageSchedule,
} from '@/lib/notices/schedule-settings';
import type { NoticeSchedule, StageSchedule } from '@/lib/notices/schedule';
import { stageCodes, type StageCode } from '@/lib/scoring/stages';

export type ScheduleReading =
  { ok: true; schedule: NoticeSchedule } | { ok: false; field: string; code: string };

class Wrong extends Error {
  constructor(
    readonly field: string,
    readonly code: string,
  ) {
    super(code);
  }
}

/** Names of the fields of a stage. */
export const stageField = (what: 'reminders' | 'escalation', stage: StageCode) => `${what}-${stage}`;

export function readScheduleForm(fields: Record<string, string>): ScheduleReading {
  try {
    const stages = Object.fromEntries(stageCodes.map((code) => [code, readStage(fields, code)])) as Record<
      StageCode,
      StageSchedule
    >;
    const hour = (name: string) => readNumber(fields[name] ?? '', name, 0, 24);
    const [opens, closes] = [hour('opens'), hour('closes')];
    if (opens >= closes) throw new Wrong('closes', 'never-open');
    const quiet = {
      opens,
      closes,
      weekends: fields['weekends'] === 'on',
      holidays: fields['holidays'] === 'on',
      days: readDays(fields['days'] ?? ''),
    };
    const schedule = {
      mode: fields['mode'] === 'propose' ? ('propose' as const) : ('send' as const),
      stages,
      quiet,
    };
    const read = noticeSchedule.safeParse(schedule);
    return read.success ? { ok: true, schedule: read.data } : { ok: false, field: 'mode', code: 'invalid' };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, field: error.field, code: error.code };
    throw error;
  }
}

function readStage(fields: Record<string, string>, code: StageCode): StageSchedule {
  const [reminders, escalation] = [stageField('reminders', code), stageField('escalation', code)];
  const written = (fields[reminders] ?? '').split(/[\s,;]+/).filter((part) => part !== '');
  if (written.length > mostReminders) throw new Wrong(reminders, 'too-many-reminders');
  const last = (fields[escalation] ?? '').trim();
  const stage = {
    reminders: written.map((part) => readNumber(part, reminders, 1, mostDays)),
    escalation: last === '' ? null : readNumber(last, escalation, 1, mostDays),
  };
  const read = stageSchedule.safeParse(stage);
  if (read.success) return stage;
  const code0 = read.error.issues[0]?.message ?? 'invalid';
  throw new Wrong(code0 === 'escalation-too-early' ? escalation : reminders, code0);
}

function readNumber(text: string, field: string, least: number, most: number): number {
  const value = /^\d{1,3}$/.test(text.trim()) ? Number(text) : NaN;
  if (!(value >= least && value <= most))
    throw new Wrong(field, least === 0 ? 'not-an-hour' : 'not-a-day-count');
  return value;
}

function readDays(text: string): string[] {
  const days = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (days.length > mostQuietDays) throw new Wrong('days', 'too-many-days');
  const isoDays = days.map((day) =>
    day.replace(
      /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
      (_, d: string, m: string, y: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
    ),
  );
  if (isoDays.some((day) => !z.iso.date().safeParse(day).success)) throw new Wrong('days', 'not-a-date');
  return [...new Set(isoDays)].sort();
}
