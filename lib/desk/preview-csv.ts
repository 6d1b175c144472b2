// Use case: what a CSV would say, read to its end before anything of it is taken: the first accounts and customers, how
// many there are, and what is wrong in which line.

import { readCsv, type CsvFacts } from '@/lib/directory/csv/csv-directory';
import { emptyChunk } from '@/lib/directory/read-row';
import { DirectoryFault, type DirectoryChunk, type DirectoryTestStep } from '@/lib/directory/types';
import { csvBytes } from './open-directory';

const SHOWN_ROWS = 10;
const SHOWN_PROBLEMS = 50;

export interface CsvPreview {
  facts: CsvFacts;
  accounts: number;
  /** Lines that name a customer; one customer may have many. */
  customers: number;
  aliases: number;
  problems: number;
  /** The first of each. */
  sample: DirectoryChunk;
}

/** Steps up to the first that fails; the preview where all went well. `id` null: a source that is not saved yet. */
export async function previewCsv({
  id,
  settings,
}: {
  id: number | null;
  settings: object;
}): Promise<{ steps: DirectoryTestStep[]; preview: CsvPreview | null }> {
  const steps: DirectoryTestStep[] = [];
  try {
    const bytes = await csvBytes({ id: id ?? 0, settings });
    steps.push({ code: 'open', ok: true, detail: { bytes: bytes.length } });
    const preview = await readPreview(bytes);
    steps.push({ code: 'read-file', ok: true, detail: { accounts: preview.accounts } });
    return { steps, preview };
  } catch (error) {
    if (!(error instanceof DirectoryFault)) throw error;
    const detail = { ...error.detail, fault: error.code };
    steps.push({ code: steps.length === 0 ? 'open' : 'read-file', ok: false, detail });
    return { steps, preview: null };
  }
}

async function readPreview(bytes: Buffer): Promise<CsvPreview> {
  const told: { facts: CsvFacts | null } = { facts: null };
  const sample = emptyChunk();
  const counts = { accounts: 0, customers: 0, aliases: 0, problems: 0 };
  const chunks = readCsv(bytes, AbortSignal.timeout(60_000), (facts) => (told.facts = facts));
  for await (const chunk of chunks) {
    for (const sort of ['accounts', 'customers', 'aliases', 'problems'] as const) {
      counts[sort] += chunk[sort].length;
      if (sort === 'customers') continue;
      const most = sort === 'problems' ? SHOWN_PROBLEMS : SHOWN_ROWS;
      (sample[sort] as unknown[]).push(...chunk[sort].slice(0, Math.max(0, most - sample[sort].length)));
    }
    for (const customer of chunk.customers) {
      if (sample.customers.length >= SHOWN_ROWS) break;
      // One customer with ten mailboxes is one customer.
      if (!sample.customers.some(({ number }) => number === customer.number)) sample.customers.push(customer);
    }
  }
  if (told.facts === null) throw new DirectoryFault('csv-empty');
  return { facts: told.facts, ...counts, sample };
}
