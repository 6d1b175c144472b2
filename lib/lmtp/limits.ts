// What a client may cost the LMTP server, each number with its reason. Sizes of mails are those of `lib/mime/limits.ts`.

import { MAIL_LIMITS } from '@/lib/mime/limits';

export const LMTP_LIMITS = {
  mailBytes: MAIL_LIMITS.mailBytes,
  /** Postfix keeps up to 20 deliveries to a destination; two such servers and some spare. */
  clients: 50,
  /** All mails that are being received or stored, together; beyond it a mail is deferred (452), not refused. */
  bytesInFlight: 96 * 1024 * 1024,
  /** RFC 5321 §4.5.3.1.8 asks for 100; complaints have one or two. */
  recipients: 100,
  /** Silence that ends a connection. Mail servers keep idle connections for seconds. */
  idleMs: 60_000,
  /** One mail from DATA to its end, however steadily it trickles: 35 MiB at 60 kB/s. */
  receiveMs: 10 * 60_000,
  /** A commit that takes longer is answered 451: the client comes again, and what was stored is then known. */
  storeMs: 60_000,
  /** How long mails that arrive together are gathered for one transaction: a fraction of the commit they share. */
  gatherMs: 3,
  /** After SIGTERM: mails that are being received may end, then connections are closed. */
  drainMs: 8_000,
} as const;
