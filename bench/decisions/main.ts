// `npm run bench:decisions [-- --seed N] [-- --write]`: how good the desk's decisions are where the truth is known, beside
// plain counting. `--write` puts the tables into docs/decisions-quality.md. The same seed prints the same tables.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure } from './measure';
import { scenarios } from './scenarios';
import { tables } from './table';

const DOCUMENT = 'docs/decisions-quality.md';
const BEGIN = '<!-- results -->';
const END = '<!-- end of results -->';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, write: { type: 'boolean' } },
});
if (!/^\d{1,9}$/.test(values.seed)) {
  console.error(`--seed must be a whole number, not "${values.seed}".`);
  process.exit(2);
}
const results = tables(
  scenarios.map((scenario) => {
    const startedAt = performance.now();
    const measured = measure(scenario, Number(values.seed));
    if (process.stderr.isTTY)
      console.error(`${scenario.id}: ${Math.round(performance.now() - startedAt)} ms`);
    return measured;
  }),
);
console.log(results);
if (values.write === true) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest = ''] = text.split(BEGIN);
  const after = rest.split(END)[1] ?? '';
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n\nSeed ${values.seed}.\n\n${results}\n\n${END}${after}`);
}
