// The numbers of the own-log signals as part of the policy: points and limits of each, with the shipped defaults; why
// each is what it is stands in docs/scoring.md.

import { z } from 'zod';

const points = z.number().min(0).max(10_000);
const count = z.number().int().min(1).max(1_000_000_000);
const days = z.number().int().min(1).max(366);

export const logSignalsSchema = z.object({
  /** So many hours of the log up to its end are looked at. */
  windowHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 7),
  /** The account's own habit is that of so many days before. */
  historyDays: z.number().int().min(1).max(30),
  /** Habits are known where the log has lines of so many days, those of the window included. */
  minHistoryDays: z.number().int().min(1).max(30),
  /** More than so many times the own median, more than any earlier hour, and more than so many recipients an hour. */
  volume: z.object({ points, timesMedian: z.number().min(1).max(1000), minPerHour: count }),
  /** So many countries, or networks never used before, within one hour. */
  spread: z.object({ points, countries: count, newNetworks: count }),
  /** More than this share of at least so many recipients returned. */
  bounces: z.object({ points, percent: z.number().min(0).max(100), minRecipients: count }),
  /** So many mails under a sender address that is not of ours. */
  foreignFrom: z.object({ points, minMessages: count }),
  /** Younger than so many days, and so many recipients within an hour. */
  youngAccount: z.object({ points, days, minPerHour: count }),
  /** So many mails that our own filter refused. */
  filterHits: z.object({ points, minMessages: count }),
  /** A first mailing from where the account always is, of at most so many, with nothing else unusual: points off. */
  familiarPlace: z.object({ points, maxRecipients: count }).default({ points: 10, maxRecipients: 1_000 }),
  /** From so many points on the signals alone open a case. */
  ownDetection: points,
});

export type LogSignalsPolicy = z.infer<typeof logSignalsSchema>;

export const defaultLogSignals: LogSignalsPolicy = {
  windowHours: 24,
  historyDays: 14,
  minHistoryDays: 7,
  volume: { points: 15, timesMedian: 5, minPerHour: 100 },
  spread: { points: 20, countries: 3, newNetworks: 5 },
  bounces: { points: 10, percent: 20, minRecipients: 50 },
  foreignFrom: { points: 5, minMessages: 10 },
  youngAccount: { points: 5, days: 7, minPerHour: 50 },
  filterHits: { points: 5, minMessages: 3 },
  familiarPlace: { points: 10, maxRecipients: 1_000 },
  ownDetection: 25,
};
