// Which complaints a desk finds on its first day, before any of them is written: the stories and the everyday.
// Promise: a pure function of provider and moment.

import { backgroundPlan, Budget, livelyPlans } from './background';
import { after, DAY } from './calendar';
import type { Provider } from './provider';
import { Random } from './random';
import { stories } from './stories';
import type { ComplaintPlan } from './types';

/** Everyday complaints in the first load, beside the stories. */
const BACKGROUND_COMPLAINTS = 300;
/** How far back complaints were received. */
export const BACKGROUND_SPAN_DAYS = 7;

/** The plans of the first load, in no order of time. */
export function firstPlans(provider: Provider, now: Date): ComplaintPlan[] {
  const random = firstLoadRandom(provider);
  const budget = new Budget();
  const plans = stories.flatMap((story) => story.plans(provider, now, random.fork(story.id)));
  plans.push(...livelyPlans(provider, now, random.fork('lively'), budget));
  const everyday = random.fork('everyday');
  for (let n = 0; n < BACKGROUND_COMPLAINTS; n += 1) {
    const receivedAt = after(now, -everyday.fraction() * BACKGROUND_SPAN_DAYS * DAY);
    plans.push(backgroundPlan(provider, receivedAt, everyday, budget));
  }
  return plans;
}

/** The stream that the first load is drawn from. */
export function firstLoadRandom(provider: Provider): Random {
  return new Random(`first load ${provider.seed}`);
}
