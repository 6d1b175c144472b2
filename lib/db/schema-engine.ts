// Prisma's schema engine as WebAssembly: it applies the ordinary `prisma/migrations` folders without the native
// engine that `prisma migrate` would download, and keeps the same `_prisma_migrations` table.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

type SchemaEngine = bindings.SchemaEngine;

const noSchemaFilter = { externalTables: [], externalEnums: [] };

// The bindings hold one engine for the whole process, and this module can be there twice (a test runner loads it anew
// for each of its projects): a second engine put in their place would break the first one at work.
const LOADED = Symbol.for('meldestelle.schema-engine');
const ofTheProcess = globalThis as { [LOADED]?: Promise<void> };

/**
 * The adapter of the everyday client, but a script goes to the server in one piece: the original cuts it at every
 * semicolon, which breaks function bodies, and one piece is one implicit transaction, so that a migration that
 * fails leaves nothing behind.
 */
class WholeScriptPrismaPg extends PrismaPg {
  private readonly opened: Awaited<ReturnType<PrismaPg['connect']>>[] = [];

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    this.opened.push(adapter);
    adapter.executeScript = async (script: string) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }

  /** Closes every connection; the engine itself leaves them to the pool's idle time, which holds up the caller. */
  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((adapter) => adapter.dispose()));
  }
}

// The engine arms a timer of ten seconds for its lock and never clears it; unref'd, it no longer holds up the exit.
function importsOfTheEngine(): WebAssembly.ModuleImports {
  const imports: Record<string, unknown> = { ...bindings };
  for (const name of Object.keys(imports).filter((key) => key.startsWith('__wbg_setTimeout_'))) {
    imports[name] = (run: () => void, delayMs: number) => setTimeout(run, delayMs).unref();
  }
  return imports as WebAssembly.ModuleImports;
}

async function loadEngine(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const wasm = readFileSync(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': importsOfTheEngine() });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as (() => void) | undefined)?.();
}

/** Opens an engine on `databaseUrl`, hands it to `use`, and frees it. Errors of the engine reach the caller. */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  datamodels: [string, string][],
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  ofTheProcess[LOADED] ??= loadEngine();
  await ofTheProcess[LOADED];
  const adapters = new WholeScriptPrismaPg({ connectionString: databaseUrl });
  const factory = bindMigrationAwareSqlAdapterFactory(adapters);
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, factory as never);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    await adapters.close();
  }
}

export { noSchemaFilter };
