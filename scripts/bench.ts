// `npm run bench`: ratios measured in one run on the machine at hand, each with its limit beside it. `npm run bench --
// parse` runs one. Exit 1 where a limit is missed, 2 where a name is unknown. Timing decides nothing in the tests.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface BenchModule {
  run(): Promise<{ ok: boolean; lines: string[] }>;
}

const names = ['parse', 'maillog', 'maillog-store', 'intake', 'cases', 'policy'];
// `--full`: sizes that take their time; each benchmark says what it means by it.
const asked = process.argv.slice(2).filter((name) => name !== '--full');
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  process.exit(2);
}

let missed = 0;
for (const name of asked.length > 0 ? asked : names) {
  const module = (await import(
    pathToFileURL(join(process.cwd(), 'bench', `${name}.ts`)).href
  )) as BenchModule;
  const { ok, lines } = await module.run();
  for (const line of lines) console.log(line);
  if (!ok) missed += 1;
}
console.log(missed === 0 ? 'Every limit is kept.' : `${missed} of the benchmarks missed a limit.`);
process.exit(missed === 0 ? 0 : 1);
