// What administrators write is the schedule that holds, or is refused at its field.

import { describe, expect, it } from 'vitest';
import { stageCodes } from '@/lib/scoring/stages';
import { readScheduleForm, stageField } from './read-schedule-form';

const usual: Record<string, string> = {
  mode: 'send',
  opens: '8',
  closes: '18',
  weekends: 'on',
  days: '24.12.2026\n2026-12-31',
  ...Object.fromEntries(
    stageCodes.flatMap((code) => [
      [stageField('reminders', code), '3, 7'],
      [stageField('escalation', code), '10'],
    ]),
  ),
};
const read = (more: Record<string, string> = {}) => readScheduleForm({ ...usual, ...more });

it('the form is the schedule', () => {
  expect(
    read({
      'reminders-urgent': '1 2',
      'escalation-urgent': '3',
      'reminders-notable': '',
      'escalation-notable': '',
    }),
  ).toEqual({
    ok: true,
    schedule: {
      mode: 'send',
      stages: {
        observation: { reminders: [3, 7], escalation: 10 },
        notable: { reminders: [], escalation: null },
        review: { reminders: [3, 7], escalation: 10 },
        urgent: { reminders: [1, 2], escalation: 3 },
        emergency: { reminders: [3, 7], escalation: 10 },
      },
      quiet: { opens: 8, closes: 18, weekends: true, holidays: false, days: ['2026-12-24', '2026-12-31'] },
    },
  });
});

describe('is refused at its field:', () => {
  it.each([
    ['reminders-urgent', '7, 3', 'not-ascending'],
    ['reminders-urgent', '3, 3', 'not-ascending'],
    ['reminders-urgent', '0', 'not-a-day-count'],
    ['reminders-urgent', '3,5 Tage', 'not-a-day-count'],
    ['reminders-urgent', '1,2,3,4,5', 'too-many-reminders'],
    ['escalation-urgent', '7', 'escalation-too-early'],
    ['escalation-urgent', '61', 'not-a-day-count'],
    ['opens', '25', 'not-an-hour'],
    ['closes', '8', 'never-open'],
    ['days', '31.02.2026', 'not-a-date'],
    ['days', 'Heiligabend', 'not-a-date'],
  ])('%s "%s": %s', (field, value, code) => {
    expect(read({ [field]: value })).toEqual({ ok: false, field, code });
  });
});
