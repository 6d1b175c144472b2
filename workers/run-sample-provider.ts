// Keeps the sample provider alive: seeds it at the first start, then carries its mail log on, lets new complaints trickle
// into its Maildir, and its customers answer their notices.
// Never does anything unless the configuration says SAMPLE_PROVIDER.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerSampleNotices } from '@/lib/desk/answer-sample-notices';
import { handInSampleSpam } from '@/lib/desk/hand-in-sample-spam';
import { seedSampleProvider } from '@/lib/desk/seed-sample-provider';
import { env } from '@/lib/env';
import { samplePath } from '@/lib/geoip/configured';
import { log } from '@/lib/log';
import { trickle } from '@/lib/sample-provider/generate';
import { writeGeoIp } from '@/lib/sample-provider/geoip';
import { continueMailLog } from '@/lib/sample-provider/mail-log/files';
import { writeMaildir } from '@/lib/sample-provider/maildir';
import { Random } from '@/lib/sample-provider/random';

const SECOND = 1000;
/** While somebody is likely to watch: one mail every 20 to 60 seconds. */
const LIVELY_SECONDS = [20, 60] as const;
/**
 * Afterwards so few that an ordinary account hardly ever gets the five complainants in two weeks that open a case, and a
 * desk left running does not drown.
 */
const CALM_SECONDS = [1200, 3600] as const;
/** How often the mail log is carried on and notices are answered. */
const LOG_SECONDS = 10;
const LIVELY_FOR_MS = 60 * 60 * SECOND;

/** Runs until `signal` aborts. Throws where the database or the Maildir cannot be written. */
export async function runSampleProvider(signal: AbortSignal): Promise<void> {
  if (!env().SAMPLE_PROVIDER) return;
  const startedAt = new Date();
  const { SAMPLE_SEED, STATE_DIR } = env();
  const maildir = join(STATE_DIR, 'sample-mail');
  const logFolder = join(STATE_DIR, 'sample-log');
  writeGeoIp(samplePath(STATE_DIR));
  const world = await seedSampleProvider({ seed: SAMPLE_SEED, now: startedAt, maildir, logFolder });
  log('run-sample-provider').info(
    { seed: world.provider.seed, anchor: world.anchor },
    'the sample provider is there',
  );
  await handInSampleSpam(world.anchor);
  const random = new Random(`delays ${world.provider.seed} ${startedAt.toISOString()}`);
  const pause = (): number => {
    const isLively = Date.now() - startedAt.getTime() < LIVELY_FOR_MS;
    const [low, high] = isLively ? LIVELY_SECONDS : CALM_SECONDS;
    return random.between(low * SECOND, high * SECOND);
  };
  let nextMailAt = Date.now() + pause();
  while (await waited(LOG_SECONDS * SECOND, signal)) {
    const at = new Date();
    continueMailLog(world.logFolder, world.provider, world.anchor, at);
    writeMaildir(world.maildir, await answerSampleNotices(at), world.provider.seed);
    if (at.getTime() < nextMailAt) continue;
    writeMaildir(world.maildir, [trickle(world.provider, world.anchor, at)], world.provider.seed);
    nextMailAt = at.getTime() + pause();
  }
}

/** False where `signal` ended the wait. */
async function waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal });
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
