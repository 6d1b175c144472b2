// Mail that was changed along its grammar is answered within the limits: outcome storable, work and memory
// counted. Times are printed beside it and decide nothing. The seed is printed; a failure prints the mail.

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { allFixtures } from './testing/all-fixtures';
import { allNodes, readNode, renderNode } from './testing/mail-tree';
import { mutations } from './testing/mutations';
import { readWithinLimits } from './testing/oracle';
import { readReport } from './read-report';

const RUNS = 3_000;
const fixtures = allFixtures();

const words = fc.constantFrom(
  ...['edge', 'inner', '-', '----', '', 'x'.repeat(70), 'b--', 'utf-7', 'iso-2022-jp', 'utf-16', 'gb18030'],
  ...['message/feedback-report', 'message/rfc822', 'text/rfc822-headers', 'multipart/mixed', 'text/html'],
  ...['multipart/report; report-type=feedback-report; boundary=edge', 'application/json; name=xarf.json'],
  ...[
    'Feedback-Type: abuse',
    'Source-IP: 192.0.2.1',
    'Incidents: 99999999999',
    '=?utf-8?Q?=C3?=',
    "*0*=''%C3",
  ],
  ...['\0', '\u00FC', '\u00E4\u00F6', '{"a":', '"', '((((', '=', '=3D', '\n--edge\n', '\n\n', '192.0.2.9 '],
);

const change = fc.record({
  name: fc.constantFrom(...Object.keys(mutations)),
  target: fc.nat(40),
  pick: fc.nat(5_000),
  word: words,
});

const mail = fc
  .record({
    fixture: fc.constantFrom(...fixtures),
    changes: fc.array(change, { minLength: 1, maxLength: 6 }),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r\n', '\r', 'mixed'),
    kept: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ fixture, changes, lineEnd, kept }) => {
    const root = readNode(fixture.raw.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\r', '\n'));
    for (const { name, target, pick, word } of changes) {
      const nodes = allNodes(root);
      const node = nodes[target % nodes.length];
      // Doubling what was doubled makes megabytes of a few changes; one mail need not be that large.
      if (node !== undefined && nodes.length < 1_000) mutations[name]?.(node, pick, word);
    }
    const text = renderNode(root);
    const cut = text.slice(0, Math.ceil(text.length * kept));
    let line = 0;
    const ended = cut.replaceAll('\n', () =>
      lineEnd === 'mixed' ? (line++ % 3 && '\n') || '\r\n' : lineEnd,
    );
    const name = `${fixture.name}: ${changes.map((one) => one.name).join(', ')}`;
    return { name, raw: Buffer.from(ended, 'latin1') };
  });

it('renders the fixtures as they were read', () => {
  const same = fixtures.filter(({ raw }) => {
    const text = raw.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    const rendered = Buffer.from(renderNode(readNode(text)), 'latin1');
    return readReport(rendered).outcome === readReport(Buffer.from(text, 'latin1')).outcome;
  });
  // Fixtures that are themselves damaged need not survive the tests' own small reader.
  expect(same.length / fixtures.length).toBeGreaterThan(0.9);
  expect(fixtures.length).toBeGreaterThan(80);
});

it('answers within its limits to every mail that was changed along the grammar', { timeout: 120_000 }, () => {
  const seed = Date.now() & 0x7fff_ffff;
  const outcomes = new Map<string, number>();
  const slowest = { ms: 0, name: '', sizeBytes: 0 };
  const property = fc.property(mail, ({ name, raw }) => {
    const started = performance.now();
    const { outcome } = readWithinLimits(raw);
    const ms = performance.now() - started;
    if (ms > slowest.ms) Object.assign(slowest, { ms, name, sizeBytes: raw.length });
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  });
  fc.assert(property, { seed, numRuns: RUNS });
  const counts = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ');
  console.info(`grammar: seed ${seed}, ${RUNS} mails of ${fixtures.length} fixtures: ${counts}`);
  console.info(
    `grammar: slowest ${slowest.ms.toFixed(1)} ms for ${slowest.sizeBytes} bytes (${slowest.name})`,
  );
  // A generator that only ever made rubbish would prove nothing.
  expect(outcomes.get('report') ?? 0).toBeGreaterThan(RUNS / 20);
});
