// A report that says nothing yet: what readers of other formats than ARF begin with.
// Promise: every property is there, so that a format sets only what it states.

import type { ParsedReport } from './types';

/** A report of this type without any claim. Each call gives arrays of its own. */
export function emptyReport(feedbackType: string): ParsedReport {
  return {
    feedbackType,
    userAgent: null,
    version: null,
    sourceIp: null,
    sourcePort: null,
    arrivalDate: null,
    originalMailFrom: null,
    originalRcptTo: [],
    originalEnvelopeId: null,
    reportedDomain: [],
    reportedUri: [],
    authenticationResults: [],
    incidents: 1,
    reportingMta: null,
    authFailure: null,
    deliveryResult: null,
    dkimDomain: null,
    dkimIdentity: null,
    dkimSelector: null,
    identityAlignment: null,
    extensions: {},
    category: null,
    derived: [],
    xarf: null,
    isRestricted: false,
    notes: [],
  };
}
