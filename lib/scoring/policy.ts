// The policy: every number that scoring uses, checked, with the defaults the product ships. A policy row is never edited,
// only succeeded, so each complaint can name the numbers it was weighed with.

import { z } from 'zod';
import { complaintKinds, type ComplaintKind } from './types';
import { defaultLogSignals, logSignalsSchema } from './signals/policy';
import { stageCodes } from './stages';

/** Version of the algorithm itself; raised only when the same rows and policy would give another result. */
export const scoringVersion = 3;

const factor = z.number().min(0).max(10);
const share = z.number().min(0).max(1);
const points = z.number().min(0).max(10_000);
const hours = z
  .number()
  .positive()
  .max(24 * 366);

const kindsSchema = z.object(
  Object.fromEntries(complaintKinds.map((kind) => [kind, points])) as Record<ComplaintKind, typeof points>,
);

function isAscending(numbers: number[]): boolean {
  return numbers.every((number, i) => i === 0 || (numbers[i - 1] ?? Infinity) < number);
}

const thresholdsSchema = z
  .object({ notable: points, review: points, urgent: points, emergency: points })
  .refine((t) => 0 < t.notable && t.notable < t.review && t.review < t.urgent && t.urgent < t.emergency, {
    error: 'thresholds must rise from notable to emergency',
  });

const minimumRulesSchema = z.object({
  /** Stage that a fraud report with enough trust and attribution gives at least. */
  fraudStage: z.enum(stageCodes),
  /** So many distinct complainants … */
  complainants: z.number().int().min(1).max(10_000),
  /** … within so many days … */
  complainantDays: z.number().int().min(1).max(366),
  /** … give at least this stage: a daily trickle would else level off below the threshold. */
  complainantStage: z.enum(stageCodes),
  /** Only reports at least this trusted and this surely attributed count for the two rules. */
  minTrust: share,
  minAttribution: share,
  /** Declared bulk senders are exempt up to this rate of complaints per 1,000 recipients. */
  bulkRatePerMille: z.number().min(0).max(1000),
  /**
   * Others are exempt from the rule of complainants below this rate, as long as our own log says nothing unusual of
   * them; 0 exempts nobody.
   */
  quietRatePerMille: z.number().min(0).max(1000).default(1),
});

const rateSchema = z.object({
  /** Below so many recipients a rate says nothing and counts as unknown (1). */
  minRecipients: z.number().int().min(1),
  /** Complaints and recipients of so many days, as far as the log reaches back. */
  windowDays: z.number().int().min(1).max(30).default(7),
  /** Complaints per 1,000 recipients: below → factor. */
  low: z.object({ belowPerMille: z.number().positive(), factor }),
  /** Above → factor; ascending, the last that holds counts. */
  steps: z
    .array(z.object({ abovePerMille: z.number().positive(), factor }))
    .max(10)
    .refine((steps) => isAscending(steps.map((step) => step.abovePerMille)), {
      error: 'rate steps must ascend',
    }),
});

/** What a rule for the desk's own action may do: nothing, propose during a trial, or act once no trial runs. */
export const automaticModes = ['off', 'propose', 'act'] as const;

const automaticSchema = z.object({
  /** From the stage "urgent" on: throttle, where our own log says so too. */
  throttle: z.object({
    mode: z.enum(automaticModes),
    logSignals: points,
    /** What is let through while a person looks: what a person writes, not what a program sends. */
    recipientsPerHour: z.number().int().min(0).max(100_000).default(20),
  }),
  /** From the stage "emergency" on: lock sending, where the log says so too and so many complain, or a trap was hit. */
  sendLock: z.object({
    mode: z.enum(automaticModes),
    logSignals: points,
    complainants: z.number().int().min(1).max(10_000),
    reporters: z.number().int().min(1).max(10_000),
  }),
  /** A trial of a new policy lasts so many days. */
  trialDays: z.number().int().min(1).max(366),
});

const defaultAutomatic: z.infer<typeof automaticSchema> = {
  throttle: { mode: 'off', logSignals: 20, recipientsPerHour: 20 },
  sendLock: { mode: 'off', logSignals: 20, complainants: 3, reporters: 2 },
  trialDays: 14,
};

/** The document kept in a `Policy` row. */
export const policySchema = z.object({
  /** Points of one complaint by kind. */
  kinds: kindsSchema,
  /** Factor by trust in the reporter. */
  trust: z.object({ verified: share, known: share, signed: share, unauthenticated: share }),
  /** Age of the reported mail at receipt: up to so many hours → factor; older than all → 0. */
  ageSteps: z
    .array(z.object({ hours, factor: share }))
    .min(1)
    .max(20)
    .refine((steps) => isAscending(steps.map((step) => step.hours)), { error: 'age steps must ascend' }),
  /** Where no usable date is known: as if about a week old; never full weight, never nothing. */
  unknownAgeFactor: share,
  /** A mail dated later than its report by at most this counts as fresh (wrong clock), beyond as undated. */
  futureSkewHours: hours,
  /** Factor by how surely the account is known. */
  attribution: z.object({ queueId: share, messageId: share, claim: share, senderOnly: share, none: share }),
  /** One complaint per complainant, reporter and account within this time. */
  sameComplainantHours: hours,
  /** Points one reporter can give an account at most. */
  reporterCap: points,
  /** Points all unauthenticated reporters together can give at most. */
  unauthenticatedCap: points,
  /** A report that stands for several incidents weighs at most so many times its value (RFC 5965 §3.2, Incidents). */
  incidentCap: z.number().int().min(1).max(1000).default(5),
  /** More unauthenticated reports within an hour are a flood: one alarm for a person. */
  floodReportsPerHour: z.number().int().min(1).max(100_000).default(20),
  halfLifeHours: hours,
  history: z.object({
    ownIncident: factor,
    customerIncident: factor,
    max: z.number().min(1).max(10),
    months: z.number().int().min(1).max(120),
  }),
  thresholds: thresholdsSchema,
  /** Down only after so many hours below this fraction of the stage's threshold. */
  hysteresis: z.object({ fraction: share, hours }),
  /** After a dismissal a new case needs so many points more than the score at dismissal. */
  baselineMargin: points,
  minimumRules: minimumRulesSchema,
  probation: z.object({
    days: z.number().int().min(1).max(366),
    thresholdFactor: z.number().positive().max(1),
  }),
  /** Declared bulk sender: S times this. */
  bulkFactor: share,
  rate: rateSchema,
  /** Points that signals from our own logs can add at most. */
  logSignalCap: points,
  /** Signals from our own logs: points and limits of each. */
  logSignals: logSignalsSchema.default(defaultLogSignals),
  /** What the desk may do by itself. */
  automatic: automaticSchema.default(defaultAutomatic),
});

export type Policy = z.infer<typeof policySchema>;

/** The numbers the product ships with; why each is what it is stands in docs/scoring.md. */
export const defaultPolicy: Policy = {
  kinds: {
    user: 5,
    automatic: 2,
    trap: 10,
    fraud: 15,
    listing: 20,
    'opt-out': 1,
    'not-spam': 0,
    'auth-failure': 0,
    unknown: 0,
  },
  trust: { verified: 1, known: 1, signed: 0.6, unauthenticated: 0.2 },
  ageSteps: [
    { hours: 24, factor: 1 },
    { hours: 72, factor: 0.7 },
    { hours: 168, factor: 0.4 },
    { hours: 336, factor: 0.15 },
  ],
  unknownAgeFactor: 0.4,
  futureSkewHours: 24,
  attribution: { queueId: 1, messageId: 0.9, claim: 0.6, senderOnly: 0.3, none: 0 },
  sameComplainantHours: 24,
  reporterCap: 40,
  unauthenticatedCap: 10,
  incidentCap: 5,
  floodReportsPerHour: 20,
  halfLifeHours: 72,
  history: { ownIncident: 0.5, customerIncident: 0.25, max: 2, months: 12 },
  thresholds: { notable: 10, review: 25, urgent: 60, emergency: 120 },
  hysteresis: { fraction: 0.7, hours: 24 },
  baselineMargin: 25,
  minimumRules: {
    fraudStage: 'notable',
    complainants: 5,
    complainantDays: 14,
    complainantStage: 'review',
    minTrust: 0.6,
    minAttribution: 0.9,
    bulkRatePerMille: 3,
    quietRatePerMille: 1,
  },
  probation: { days: 14, thresholdFactor: 0.5 },
  bulkFactor: 0.3,
  rate: {
    minRecipients: 100,
    windowDays: 7,
    low: { belowPerMille: 1, factor: 0.5 },
    steps: [
      { abovePerMille: 3, factor: 1.5 },
      { abovePerMille: 10, factor: 2 },
    ],
  },
  logSignalCap: 40,
  logSignals: defaultLogSignals,
  automatic: defaultAutomatic,
};
