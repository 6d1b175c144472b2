// The part of `npm start` that runs on the pinned Node, with the packages there: configuration, database, migrations,
// build, then web and worker as one group, until it is told to stop. Promises: nothing it started outlives it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, type Env } from '../lib/configuration/parse-env';
import { buildProduct, generateClient } from './lib/build';
import { chooseWorld, type World } from './lib/choose-world';
import { applyMigrations, checkDatabase, EmbeddedDatabase, embeddedDatabase } from './lib/database';
import { Group } from './lib/group';
import { ROOT } from './lib/paths.mjs';
import { checkPort, waitForWeb } from './lib/port';
import { complain, Failure, say } from './lib/say.mjs';
import { openStateDir, secretFor } from './lib/state';
import {
  workerEnvironment,
  workerImports,
  workerNodeArgs,
  workerProcesses,
} from '../workers/process-options';
import { listenForStop, type Stopping } from './lib/stopping';

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

async function openDatabase(
  env: Env,
  world: World,
  stateDir: string,
): Promise<{ url: string; embedded: EmbeddedDatabase | null }> {
  if (world.database === 'given') {
    const url = env.DATABASE_URL ?? '';
    await checkDatabase(url);
    return { url, embedded: null };
  }
  if (!existsSync(join(stateDir, 'postgres'))) say('A PostgreSQL database is being made (once) …');
  const embedded = await EmbeddedDatabase.open(stateDir, (pid, isRunning) =>
    tell(isRunning ? { started: pid } : { ended: pid }),
  );
  return { url: await embeddedDatabase(embedded.cluster, world.database), embedded };
}

async function announce(env: Env, world: World): Promise<void> {
  const { createFirstAdmin } = await import('../lib/desk/create-first-admin');
  const { endPrisma } = await import('../lib/db/prisma');
  const admin = await createFirstAdmin();
  await endPrisma();
  const isDirect = new URL(env.PUBLIC_URL).port === String(env.PORT);
  const where = isDirect ? env.PUBLIC_URL : `${env.PUBLIC_URL} (listening on ${env.HOST}, port ${env.PORT})`;
  say(`\nMeldestelle runs at ${where}${world.isSample ? ' with the sample provider' : ''}. Ctrl-C stops it.`);
  if (admin !== null) {
    say(`Sign in as ${admin.login} with the one-time password ${admin.password}`);
    say('It is shown this once, and a password of your own is asked for at the first sign-in.');
  }
}

interface Running {
  group: Group | null;
  embedded: EmbeddedDatabase | null;
}

/** Everything in its order; returns only by an error, which is `Stopped` where that was wanted. */
async function runProduct(stopping: Stopping, running: Running): Promise<void> {
  const env = readConfiguration();
  const world = chooseWorld(process.env);
  for (const name of world.unusedVariables) delete process.env[name];
  await stopping.unlessStopped(checkPort(env.HOST, env.PORT, process.argv.includes('--after-crash')));
  await stopping.unlessStopped(generateClient(stopping.signal));
  const stateDir = openStateDir(env.STATE_DIR);
  if (world.note !== null) say(world.note);
  const { url, embedded } = await openDatabase(env, world, stateDir);
  running.embedded = embedded;
  Object.assign(process.env, decide(env, stateDir, world, url));
  await stopping.unlessStopped(applyMigrations(url));
  await stopping.unlessStopped(buildProduct(stopping.signal));

  const group = new Group(join(stateDir, 'log'), (pid, isRunning) =>
    tell(isRunning ? { started: pid } : { ended: pid }),
  );
  running.group = group;
  const ended = Promise.race([group.failed, embedded?.keep() ?? group.failed]);
  group.keep({
    name: 'web',
    args: ['node_modules/next/dist/bin/next', 'start', '--hostname', env.HOST, '--port', String(env.PORT)],
  });
  await stopping.unlessStopped(Promise.race([waitForWeb(env.HOST, env.PORT), ended]));
  await stopping.unlessStopped(announce(env, world));
  tell({ url: env.PUBLIC_URL });
  // Reading mailboxes and processing what was read are processes of their own: two cores are used, and neither one's
  // memory adds to the other's.
  for (const [name, workers] of Object.entries(workerProcesses)) {
    group.keep({
      name,
      args: [...workerNodeArgs, ...workerImports, 'workers/main.ts', ...workers],
      env: workerEnvironment,
    });
  }
  await stopping.unlessStopped(ended);
}

/** Runs until told to stop (0) or until something is given up (1); leaves nothing running. */
async function run(): Promise<number> {
  const stopping = listenForStop();
  const running: Running = { group: null, embedded: null };
  try {
    await runProduct(stopping, running);
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    complain(error);
    return 1;
  } finally {
    if (stopping.signal.aborted) say('Stopping …');
    running.embedded?.expectEnd();
    await running.group?.stop(stopping.hurry);
    await running.embedded?.stop();
  }
}

process.exitCode = await run();
process.exit();
