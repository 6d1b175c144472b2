// Published delivery status notifications. They stand beside the project and are not part of it: where they are absent,
// this says so and nothing is counted as passed.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReport } from '../formats/read-report';

const folder = path.resolve(import.meta.dirname, '../../../shared/samples/dsn');
const isPresent = existsSync(folder);
if (!isPresent) console.warn('conformance: ../shared/samples/dsn is absent, its mails are not compared');
const names = isPresent ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];

describe.runIf(isPresent)('published notifications', () => {
  it('are all there', () => expect(names.length).toBeGreaterThanOrEqual(7));

  it.each(names)('%s names its recipients, each with action and status', (name) => {
    const read = readReport(readFileSync(path.join(folder, name)));
    if (read.outcome !== 'other-mail') throw new Error(read.outcome);
    expect(read.format).toBe('dsn');
    const recipients = read.facts['recipients'] as Record<string, string>[];
    expect(recipients.length).toBeGreaterThan(0);
    for (const { recipient, action, status } of recipients) {
      expect(recipient).toMatch(/\S/);
      expect(action).toMatch(/^(?:failed|delayed|delivered|relayed|expanded)$/);
      expect(status).toMatch(/^[245]\.\d+\.\d+$/);
    }
  });
});
