// The three ways to ask for mail: the first load with its stories, a trickle, and any number for load tests.
// Promise: pure; the same seed and anchor time give the same bytes. Memory does not grow with the number asked for.

import { backgroundPlan, evenPlan } from './background';
import { after, DAY, HOUR, MINUTE } from './calendar';
import { writeComplaint } from './complaint';
import { BACKGROUND_SPAN_DAYS, firstLoadRandom, firstPlans } from './first-plans';
import { wordOfLog } from './mail-log/mail-log';
import { OTHER_MAIL, writeOtherMail } from './other-mail';
import { programOfDomain } from './programs';
import { createProvider, type Provider } from './provider';
import { Random } from './random';
import { stories } from './stories';
import { recentStoryMail, STORY_HOURS } from './story-traffic';
import type { ComplaintPlan, SampleMessage } from './types';

/** What a desk finds in its mailbox on the first day: about 600 mails, oldest first. */
export function firstLoad(provider: Provider, now: Date): SampleMessage[] {
  const random = firstLoadRandom(provider);
  const complaints = firstPlans(provider, now).map((plan, n) =>
    writeComplaint(plan, `a${n}`, wordOfLog(plan, now), random.fork(`complaint ${n}`)),
  );
  const twice = complaints
    .filter(({ intent }) => intent.story === null && intent.shape === 'yahoo-cfl')
    .slice(0, 4);
  const others = OTHER_MAIL.flatMap((kind, n) =>
    [0, 1].map((copy) => {
      const own = random.fork(`other ${n} ${copy}`);
      return writeOtherMail(
        kind,
        `o${n}-${copy}`,
        provider,
        after(now, -own.fraction() * 5 * DAY - MINUTE),
        own,
      );
    }),
  );
  return [...complaints, ...twice.map(again), ...others].sort(
    (one, other) => one.receivedAt.getTime() - other.receivedAt.getTime(),
  );
}

/**
 * One more mail at a moment: mostly everyday complaints, now and then one for an open story, or something else.
 * `anchor` is the moment of the first load. A function of seed and moment alone, so that it needs no memory.
 */
export function trickle(provider: Provider, anchor: Date, at: Date): SampleMessage {
  const random = new Random(`trickle ${provider.seed} ${at.toISOString()}`);
  const id = `t${at.getTime().toString(36)}`;
  const draw = random.fraction();
  if (draw < 0.06) return writeOtherMail(random.pick(OTHER_MAIL), id, provider, at, random);
  const areFresh = at.getTime() - anchor.getTime() < STORY_HOURS * HOUR;
  const plan =
    draw < 0.2 && areFresh
      ? storyPlan(provider, anchor, at, random)
      : evenPlan(at, random, provider.backgroundAccounts);
  return writeComplaint(plan, id, wordOfLog(plan, anchor), random);
}

export interface GenerateOptions {
  /** A safe integer. */
  seed: number;
  /** The moment before which all complaints were received. */
  now: Date;
  /** How many mails; each holds one report. */
  complaints: number;
}

/** Any number of complaints, oldest first, spread over the week before `now`. */
export function* generate({
  seed,
  now,
  complaints,
}: GenerateOptions): Generator<SampleMessage, void, undefined> {
  const provider = createProvider(seed);
  const root = new Random(`load ${seed}`);
  for (let n = 0; n < complaints; n += 1) {
    const random = root.fork(String(n));
    const age = BACKGROUND_SPAN_DAYS * DAY * (1 - n / complaints);
    yield writeComplaint(backgroundPlan(provider, after(now, -age), random), `l${n}`, null, random);
  }
}

function storyPlan(provider: Provider, anchor: Date, at: Date, random: Random): ComplaintPlan {
  const open = stories.filter((story) => story.rank !== null);
  const story = random.weighted(open.map((each) => [each, each.rank === 1 ? 6 : 1] as const));
  const template = random.pick(story.plans(provider, at, random));
  const sent = recentStoryMail(provider, anchor, template.account.login, at, random);
  const [complainant, domain] = sent.recipients[0].split('@') as [string, string];
  const program = programOfDomain(domain)?.id ?? template.program;
  return { ...template, program, receivedAt: at, sentAt: sent.sentAt, complainant, sent };
}

/** The same complaint sent a second time by the program, in a mail of its own. */
function again(message: SampleMessage): SampleMessage {
  const text = message.raw.toString('utf8');
  const fieldAt = text.search(/^Message-ID: </m) + 'Message-ID: <'.length;
  const raw = Buffer.from(`${text.slice(0, fieldAt)}again.${text.slice(fieldAt)}`, 'utf8');
  return { ...message, raw, id: `${message.id}-2`, receivedAt: after(message.receivedAt, 3 * MINUTE) };
}
