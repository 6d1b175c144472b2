// From a plan to a delivered mail.
// Promise: the same plan and random stream give the same bytes; `intent` says what a correct desk makes of them.

import { deliver } from './delivery';
import { PROVIDER_DOMAIN } from './network';
import { writeOriginal } from './original';
import { programOf } from './programs';
import type { Random } from './random';
import { SHAPES } from './shapes';
import type { ComplaintPlan, LogWord, MessageIntent, Route, SampleMessage } from './types';

/** A machine of nobody we know, from which reports in other people's names come. */
const FORGER = { name: 'vps77.billighost.example', ip: '203.0.113.222' };

/**
 * What each route may be held against an account. A forwarding mailbox can be named by the rewritten envelope and
 * a mail that never touched a host of ours by its pretended sender; neither weighs anything.
 */
const BLAME: Readonly<Record<Route, MessageIntent['blame']>> = {
  submitted: 'claim',
  'web-script': 'claim',
  forwarded: 'none',
  'forwarded-srs': 'none',
  'never-ours': 'none',
};

/**
 * Writes the complaint of a plan; `id` must be unique within the run.
 * @param log what the provider's mail log says of the mail; null where none is written.
 */
export function writeComplaint(
  plan: ComplaintPlan,
  id: string,
  log: LogWord | null,
  random: Random,
): SampleMessage {
  const program = programOf(plan.program);
  const shaped = SHAPES[plan.program](writeOriginal(plan, random), plan.receivedAt, random);
  const raw = deliver(
    {
      ...shaped,
      to: plan.forged ? `abuse@${PROVIDER_DOMAIN}` : program.intakeAlias,
      mta: plan.forged ? FORGER : program.mta,
      dkimDomain: plan.forged ? null : (program.dkimDomains[0] ?? null),
      authentic: plan.forged ? 'fail' : 'pass',
      // A forger also claims our own verdict; only the topmost field is ours.
      fields: plan.forged ? [...shaped.fields, forgedVerdict(shaped.fromDomain)] : shaped.fields,
    },
    plan.receivedAt,
    random,
  );
  return {
    id,
    raw,
    receivedAt: plan.receivedAt,
    intent: {
      outcome: 'report',
      shape: plan.program,
      feedbackType: plan.feedbackType,
      account: plan.route === 'forwarded' ? null : plan.account.login,
      blame: BLAME[plan.route],
      log,
      forged: plan.forged,
      story: plan.story,
    },
  };
}

function forgedVerdict(domain: string): string {
  return `Authentication-Results: mx1.${PROVIDER_DOMAIN};\n\tdkim=pass header.d=${domain}; spf=pass smtp.mailfrom=${domain}`;
}
