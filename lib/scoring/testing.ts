// Evidence of minimum rules that says nothing, for tests to change.

import type { MinimumEvidence } from './types';

export const noMinimum: MinimumEvidence = {
  fraudQualified: false,
  distinctComplainants: 0,
  ratePerMille: null,
  sureRatePerMille: null,
  declaredBulk: false,
  logSignals: null,
};
