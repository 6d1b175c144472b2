import { describe, expect, test } from 'vitest';
import { isQuietDay } from './holidays';

const quiet = (date: string) => isQuietDay(Math.floor(Date.parse(date) / 86_400_000));

describe('quiet days', () => {
  // Easter Sunday by the published tables: 31 March 2024, 20 April 2025, 5 April 2026, 25 April 2038.
  test.each([
    '2024-03-29',
    '2024-04-01',
    '2025-04-21',
    '2026-05-14',
    '2026-05-25',
    '2038-04-23',
    '2038-06-14',
  ])('%s is a holiday that moves with Easter', (date) => expect(quiet(date)).toBe(true));

  test.each(['2026-05-01', '2026-10-03', '2025-12-23', '2025-12-31', '2026-01-06'])('%s is quiet', (date) =>
    expect(quiet(date)).toBe(true),
  );

  test.each(['2024-03-28', '2024-04-02', '2026-05-15', '2026-01-07', '2026-12-22', '2026-11-22'])(
    '%s is a day like others',
    (date) => expect(quiet(date)).toBe(false),
  );
});
