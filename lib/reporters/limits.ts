// What checking the signatures of hostile mail may cost at most, each limit with the reason for its number.

export const signatureLimits = {
  /** Genuine reports carry one or two signatures, with an ESP and a list three or four (RFC 6376 §8.4 wants a limit). */
  signatures: 8,
  /** The library unfolds in quadratic time: 64 KiB of empty folds took it three seconds, 16 KiB forty milliseconds. */
  fieldBytes: 16 * 1024,
  /** Postfix stops at 100 KiB; genuine headers with ARC end near 30 KiB. */
  headerBytes: 128 * 1024,
  /** The worst text costs the library 300 ns a byte. Feedback loops cut what they report far below this. */
  mailBytes: 10 * 1024 * 1024,
  /** RFC 8301 §3.2: verifiers must not consider shorter keys valid. */
  rsaBits: 1024,
} as const;
