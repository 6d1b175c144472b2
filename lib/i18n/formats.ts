// The few ways in which times and numbers are written, by name, so that every screen writes them alike.

import type { Formats } from 'next-intl';

export const formats = {
  dateTime: {
    /** 21.11.2026, 19:04 */
    short: { dateStyle: 'medium', timeStyle: 'short' },
    /** With seconds and zone: evidence and tooltips. */
    exact: {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    },
    /** As `short`, for messages: ICU has a `short` of its own, and the two cannot be mixed. */
    moment: { dateStyle: 'medium', timeStyle: 'short' },
    day: { dateStyle: 'medium' },
    time: { hour: '2-digit', minute: '2-digit' },
  },
  number: {
    /** Scores and values: one decimal always, so that columns align. */
    score: { minimumFractionDigits: 1, maximumFractionDigits: 1 },
    factor: { maximumFractionDigits: 3 },
    /** For fields that are read back: no thousands separator. */
    plain: { maximumFractionDigits: 3, useGrouping: false },
  },
} satisfies Formats;
