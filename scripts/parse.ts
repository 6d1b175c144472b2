// `npm run -s parse -- FILE…`: shows what the desk reads in a mail, one JSON object a line.
// Promise: exit 0 whatever the mail holds; a file that cannot be read is named on stderr, the others
// are still printed, and the exit code is 2.

import { readFile } from 'node:fs/promises';

import { describeOutcome } from '@/lib/formats/describe-outcome';
import { readReport } from '@/lib/formats/read-report';

async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    process.stderr.write('usage: npm run -s parse -- FILE…\n');
    return 2;
  }
  let exitCode = 0;
  for (const file of files) {
    const raw = await readFile(file).catch((error: NodeJS.ErrnoException) => error);
    if (raw instanceof Error) {
      process.stderr.write(`${file}: ${raw.code ?? raw.message}\n`);
      exitCode = 2;
    } else {
      process.stdout.write(`${JSON.stringify({ file, ...describeOutcome(readReport(raw)) })}\n`);
    }
  }
  return exitCode;
}

process.exitCode = await main(process.argv.slice(2));
