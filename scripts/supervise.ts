// The part of `npm start` that runs on the pinned Node, with the packages there: configuration, database, migrations,
// build, then web and worker as one group, until it is told to stop. Promises: nothing it started outlives it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, type Env } from '../lib/configuration/parse-env';
import type { Cluster } from '../lib/db/embedded';
import { buildProduct, generateClient } from './lib/build';
import { chooseWorld, type World } from './lib/choose-world';
import { applyMigrations, checkDatabase, embeddedDatabase, startEmbedded } from './lib/database';
import { Group } from './lib/group';
import { ROOT } from './lib/paths.mjs';
import { checkPort, waitForWeb } from './lib/port';
import { complain, Failure, say } from './lib/say.mjs';
import { openStateDir, secretFor } from './lib/state';
import { listenForStop, Stopped } from './lib/stopping';

const tell = (message: Record<string, unknown>) => void (process.connected && process.send?.(message));

function readConfiguration(): Env {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  const parsed = parseEnv(process.env);
  if (!parsed.ok) throw new Failure(`The configuration is wrong.\n${parsed.problems.join('\n')}`);
  return parsed.env;
}

/** The environment that web and worker get: what was configured, with everything that was left open decided. */
function decide(env: Env, stateDir: string, world: World, databaseUrl: string): Record<string, string> {
  const authSecret = secretFor(stateDir, 'auth-secret', env.AUTH_SECRET);
  return {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    HOST: env.HOST,
    PORT: String(env.PORT),
    PUBLIC_URL: env.PUBLIC_URL,
    STATE_DIR: stateDir,
    AUTH_SECRET: authSecret,
    NEXTAUTH_SECRET: authSecret,
    NEXTAUTH_URL: env.PUBLIC_URL,
    SECRET_KEY: secretFor(stateDir, 'secret-key', process.env['SECRET_KEY']),
    SAMPLE_PROVIDER: world.isSample ? '1' : '0',
  };
}

async function openDatabase(env: Env, world: World, stateDir: string): Promise<{ url: string; cluster: Cluster | null }> {
  if (world.database === 'given') {
    const url = env.DATABASE_URL ?? '';
    await checkDatabase(url);
    return { url, cluster: null };
  }
  if (!existsSync(join(stateDir, 'postgres'))) say('A PostgreSQL database is being made (once) …');
  const cluster = await startEmbedded(stateDir);
  tell({ started: cluster.pid });
  return { url: await embeddedDatabase(cluster, world.database), cluster };
}

async function announce(env: Env, world: World): Promise<void> {
  const { createFirstAdmin } = await import('../lib/desk/create-first-admin');
  const { prisma } = await import('../lib/db/prisma');
  const admin = await createFirstAdmin();
  await prisma().$disconnect();
  say(`\nMeldestelle runs at ${env.PUBLIC_URL}${world.isSample ? ' with the sample provider' : ''}. Ctrl-C stops it.`);
  if (admin !== null) {
    say(`Sign in as ${admin.login} with the one-time password ${admin.password}`);
    say('It is shown this once, and a password of your own is asked for at the first sign-in.');
  }
}

/** Starts everything and returns when it was told to stop (0) or something was given up (1). */
async function run(): Promise<number> {
  const stopping = listenForStop();
  const group: { current: Group | null } = { current: null };
  let cluster: Cluster | null = null;
  try {
    const env = readConfiguration();
    const world = chooseWorld(process.env);
    for (const name of world.unusedVariables) delete process.env[name];
    await stopping.unlessStopped(checkPort(env.HOST, env.PORT, process.argv.includes('--after-crash')));
    await stopping.unlessStopped(generateClient(stopping.signal));
    const stateDir = openStateDir(env.STATE_DIR);
    if (world.note !== null) say(world.note);
    const database = await openDatabase(env, world, stateDir);
    cluster = database.cluster;
    Object.assign(process.env, decide(env, stateDir, world, database.url));
    await stopping.unlessStopped(applyMigrations(database.url));
    await stopping.unlessStopped(buildProduct(stopping.signal));
    const host = ['--hostname', env.HOST, '--port', String(env.PORT)];
    group.current = new Group(join(stateDir, 'log'), {
      started: (pid) => tell({ started: pid }),
      ended: (pid) => tell({ ended: pid }),
    });
    group.current.keep({ name: 'web', args: ['node_modules/next/dist/bin/next', 'start', ...host], env: {} });
    const failed = group.current.failed.then((reason) => Promise.reject(new Failure(reason)));
    await stopping.unlessStopped(Promise.race([waitForWeb(env.HOST, env.PORT), failed]));
    await stopping.unlessStopped(announce(env, world));
    tell({ url: env.PUBLIC_URL });
    group.current.keep({ name: 'worker', args: ['--import', 'tsx', 'workers/main.ts'], env: {} });
    const databaseGone = cluster?.exited.then(() => Promise.reject(new Failure('The database ended unexpectedly; everything is being stopped.')));
    await stopping.unlessStopped(Promise.race([failed, databaseGone ?? failed]));
    return 0;
  } catch (error) {
    if (error instanceof Stopped || stopping.signal.aborted) return 0;
    complain(error);
    return 1;
  } finally {
    if (stopping.signal.aborted) say('Stopping …');
    await group.current?.stop(stopping.hurry);
    await cluster?.stop();
  }
}

process.exitCode = await run();
process.exit();
