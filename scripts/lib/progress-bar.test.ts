import { expect, test } from 'vitest';
import { barText } from './progress-bar';

test('a bar shows the share and the speed; without a total what was read', () => {
  const mib = 1024 * 1024;
  expect(barText('mail.log', 5 * mib, 10 * mib, 1_000)).toBe(
    `mail.log [${'#'.repeat(15)}${'.'.repeat(15)}] 50 %, 5 MiB/s`,
  );
  expect(barText('mail.log.2.gz', 8 * mib, null, 2_000)).toBe('mail.log.2.gz 8 MiB, 4 MiB/s');
  // A file that grows meanwhile is never more than whole.
  expect(barText('mail.log', 11 * mib, 10 * mib, 1_000)).toContain(`${'#'.repeat(30)}] 100 %`);
});
