// Facts of a mail log for tests: an ordinary account, and one that was broken into.

import type { LogFacts } from './types';

const HOUR = '2026-11-21T08:00:00.000Z';

export const quietFacts: LogFacts = {
  from: '2026-11-20T09:00:00.000Z',
  to: '2026-11-21T09:00:00.000Z',
  messages: 12,
  busiest: { hour: HOUR, recipients: 8, median: 2, largest: 30 },
  widest: {
    hour: HOUR,
    networks: ['198.51.100.0/24'],
    newNetworks: 0,
    countries: ['DE'],
    newCountries: 0,
  },
  finished: 12,
  bounced: 0,
  foreignFrom: 0,
  foreignDomain: null,
  refused: 0,
};

/** Volume, networks, returned mail and foreign senders: 50 points before the cap. */
export const burstFacts: LogFacts = {
  ...quietFacts,
  messages: 600,
  busiest: { ...quietFacts.busiest, recipients: 600 },
  widest: { ...quietFacts.widest, newNetworks: 7 },
  finished: 600,
  bounced: 150,
  foreignFrom: 580,
  foreignDomain: 'example.net',
};
