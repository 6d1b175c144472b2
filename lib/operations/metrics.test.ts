// The document of a scrape, read by a strict reader; the example alerts name only what is in it.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metricsText } from './metrics';
import { ago, inOrder, now } from './testing/operations';
import { readMetricsText } from './testing/read-metrics';

const web = { residentBytes: 2e8, startedAt: ago(3_600) };
const scraped = (changes = {}) => readMetricsText(metricsText(inOrder(changes), web, now));

describe('the metrics', () => {
  it('are what a strict reader reads', () => {
    const metrics = scraped();
    expect(metrics.get('meldestelle_intake_mails')?.samples).toEqual([
      { labels: { state: 'received' }, value: 4 },
    ]);
    expect(metrics.get('meldestelle_intake_oldest_waiting_seconds')?.samples).toEqual([
      { labels: {}, value: 20 },
    ]);
    expect(metrics.get('meldestelle_mailbox_last_proof_timestamp_seconds')?.samples).toEqual([
      { labels: { mailbox: 'Beschwerden' }, value: ago(30).getTime() / 1_000 },
    ]);
    expect(metrics.get('meldestelle_log_source_unread_lines_total')?.type).toBe('counter');
    // What is due in the future is not late.
    expect(metrics.get('meldestelle_outbox_oldest_due_seconds')?.samples.map(({ value }) => value)).toEqual([
      0, 0,
    ]);
  });

  it('carry names of any form as labels', () => {
    const name = 'a "b" \\ c\nd';
    const [log] = inOrder().logs;
    const metric = scraped({ logs: [{ ...log, name }] }).get('meldestelle_log_source_down');
    expect(metric?.samples).toEqual([{ labels: { source: name }, value: 0 }]);
  });

  it('are named by Prometheus’ conventions: counters end in _total, times and sizes in their base unit', () => {
    for (const [name, { type, help }] of scraped()) {
      expect(name).toMatch(/^(?:meldestelle|process)_[a-z0-9_]+$/);
      expect(type === 'counter', name).toBe(name.endsWith('_total'));
      expect(name).not.toMatch(/_(?:ms|milliseconds|minutes|hours|kb|mb)(?:_|$)/);
      expect(help).toMatch(/\.$/);
    }
  });

  it('say nothing of what is not known, instead of 0', () => {
    expect(
      scraped({ countedAt: null }).get('meldestelle_statistics_last_count_timestamp_seconds')?.samples,
    ).toEqual([]);
  });
});

describe('no label', () => {
  it('is an address, whatever a mailbox or a log is called, and no two are one', () => {
    const box = inOrder().mailboxes[0];
    const [log] = inOrder().logs;
    const metrics = scraped({
      mailboxes: [
        { ...box, id: 1, name: 'abuse@example.com' },
        { ...box, id: 2, name: 'abuse@example.net' },
      ],
      logs: [{ ...log, id: 9, name: 'root@mail1.example.com' }],
    });
    const labels = [...metrics.values()].flatMap(({ samples }) => samples.map((one) => one.labels));
    expect(JSON.stringify(labels)).not.toContain('@');
    expect(metrics.get('meldestelle_mailbox_failing')?.samples.map(({ labels: one }) => one)).toEqual([
      { mailbox: 'mailbox-1' },
      { mailbox: 'mailbox-2' },
    ]);
    expect(metrics.get('meldestelle_log_source_down')?.samples[0]?.labels).toEqual({ source: 'log-9' });
  });
});

describe('the strict reader', () => {
  it.each([
    ['no end of the last line', 'a 1'],
    ['a sample without TYPE', 'a 1\n'],
    ['TYPE without HELP', '# TYPE a gauge\na 1\n'],
    ['HELP twice', '# HELP a b.\n# HELP a b.\n# TYPE a gauge\na 1\n'],
    ['TYPE twice', '# HELP a b.\n# TYPE a gauge\n# TYPE a gauge\na 1\n'],
    ['a wrong name', '# HELP 1a b.\n# TYPE 1a gauge\n1a 1\n'],
    ['a series twice', '# HELP a b.\n# TYPE a gauge\na{x="1"} 1\na{x="1"} 2\n'],
    ['a quote that is not escaped', '# HELP a b.\n# TYPE a gauge\na{x="1"2"} 1\n'],
    ['a number that is none', '# HELP a b.\n# TYPE a gauge\na 1,5\n'],
  ])('does not let %s pass', (_, text) => {
    expect(() => readMetricsText(text)).toThrow();
  });
});

describe('the example alerts', () => {
  const file = readFileSync('docs/alerts.yml', 'utf8');
  const page = readFileSync('docs/operations.md', 'utf8');
  const names = [...file.matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name ?? '');

  it('name only metrics that there are', () => {
    const known = scraped();
    const used = [...file.matchAll(/\b(?:meldestelle|process)_[a-z0-9_]+/g)].map(([name]) => name);
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it('ask only for labels that a metric has', () => {
    const known = scraped();
    const asked = [...file.matchAll(/\b((?:meldestelle|process)_[a-z0-9_]+)\{(\w+)=/g)];
    expect(asked.length).toBeGreaterThan(3);
    // Prometheus itself adds the label of the scrape.
    const wrong = asked.filter(
      ([, name = '', label = '']) =>
        label !== 'job' && !known.get(name)?.samples.some(({ labels }) => label in labels),
    );
    expect(wrong.map(([whole]) => whole)).toEqual([]);
  });

  it('are each explained, with what to do', () => {
    expect(names.length).toBeGreaterThan(9);
    expect(names.filter((name) => !page.includes(`### ${name}`))).toEqual([]);
  });
});
