// The three ways to ask for mail: the first load with its stories, a trickle, and any number for load tests.
// Promise: pure; the same seed and anchor time give the same bytes. Memory does not grow with the number asked for.

import { backgroundPlan, Budget, evenPlan, livelyPlans } from './background';
import { after, DAY, HOUR, MINUTE } from './calendar';
import { writeComplaint } from './complaint';
import { OTHER_MAIL, writeOtherMail } from './other-mail';
import { createProvider, type Provider } from './provider';
import { Random } from './random';
import { stories } from './stories';
import type { ComplaintPlan, SampleMessage } from './types';

/** Everyday complaints in the first load, beside the stories. */
const BACKGROUND_COMPLAINTS = 300;
/** While the stories are fresh the trickle adds to them; afterwards they are the desk's to end. */
const STORY_HOURS = 3;
const BACKGROUND_SPAN_DAYS = 7;

/** What a desk finds in its mailbox on the first day: about 600 mails, oldest first. */
export function firstLoad(provider: Provider, now: Date): SampleMessage[] {
  const random = new Random(`first load ${provider.seed}`);
  const budget = new Budget();
  const plans = stories.flatMap((story) => story.plans(provider, now, random.fork(story.id)));
  plans.push(...livelyPlans(provider, now, random.fork('lively'), budget));
  const everyday = random.fork('everyday');
  for (let n = 0; n < BACKGROUND_COMPLAINTS; n += 1) {
    plans.push(
      backgroundPlan(
        provider,
        after(now, -everyday.fraction() * BACKGROUND_SPAN_DAYS * DAY),
        everyday,
        budget,
      ),
    );
  }
  const complaints = plans.map((plan, n) => writeComplaint(plan, `a${n}`, random.fork(`complaint ${n}`)));
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
  const plan = draw < 0.2 && areFresh ? storyPlan(provider, at, random) : evenPlan(provider, at, random);
  return writeComplaint(plan, id, random);
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
    yield writeComplaint(backgroundPlan(provider, after(now, -age), random), `l${n}`, random);
  }
}

function storyPlan(provider: Provider, at: Date, random: Random): ComplaintPlan {
  const open = stories.filter((story) => story.rank !== null);
  const story = random.weighted(open.map((each) => [each, each.rank === 1 ? 6 : 1] as const));
  const template = random.pick(story.plans(provider, at, random));
  return {
    ...template,
    receivedAt: at,
    sentAt: after(at, -random.between(3, 40) * MINUTE),
    complainant: `${template.complainant}-${at.getTime().toString(36)}`,
  };
}

/** The same complaint sent a second time by the program, in a mail of its own. */
function again(message: SampleMessage): SampleMessage {
  const text = message.raw.toString('utf8');
  const fieldAt = text.search(/^Message-ID: </m) + 'Message-ID: <'.length;
  const raw = Buffer.from(`${text.slice(0, fieldAt)}again.${text.slice(fieldAt)}`, 'utf8');
  return { ...message, raw, id: `${message.id}-2`, receivedAt: after(message.receivedAt, 3 * MINUTE) };
}
