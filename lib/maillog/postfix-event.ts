// What one Postfix line says, as positions in its bytes: nothing is copied before somebody needs it.

/** Kinds of lines that say something about a mail or its sender. */
export const KIND = {
  none: 0,
  /** smtpd: `client=`, the beginning of a mail taken over SMTP. */
  client: 1,
  /** pickup: `uid=`, the beginning of a mail from a local program. */
  pickup: 2,
  messageId: 3,
  /** qmgr: `from=<…>, size=…, nrcpt=…`. */
  queued: 4,
  delivery: 5,
  /** qmgr: `from=<…>, status=expired`. */
  expired: 6,
  removed: 7,
  /** `reject:` and `milter-reject:`, of a mail or of nobody's (NOQUEUE). */
  reject: 8,
  saslFailure: 9,
  /** bounce: `sender non-delivery notification: X`. */
  notification: 10,
  /** cleanup: `info|warning: header Subject: …`. */
  subject: 11,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

export const STATUS = {
  none: 0,
  sent: 1,
  deferred: 2,
  bounced: 3,
  expired: 4,
  undeliverable: 5,
  deliverable: 6,
} as const;
export type Status = (typeof STATUS)[keyof typeof STATUS];

/** A piece of the line: first byte and the one behind the last; empty where the line does not say it. */
export interface Piece {
  start: number;
  end: number;
}

const piece = (): Piece => ({ start: 0, end: 0 });

/** One object, used for every line. Pieces and numbers that the line's kind does not name are left from earlier lines. */
export class PostfixEvent {
  kind: Kind = KIND.none;
  readonly queueId = piece();
  readonly clientName = piece();
  readonly clientIp = piece();
  /** Empty where no port is logged. */
  readonly clientPort = piece();
  readonly saslUser = piece();
  readonly originQueueId = piece();
  readonly originClient = piece();
  readonly messageId = piece();
  readonly from = piece();
  readonly to = piece();
  readonly originalTo = piece();
  readonly relay = piece();
  readonly dsn = piece();
  readonly queuedAs = piece();
  readonly response = piece();
  readonly subject = piece();
  hasFrom = false;
  size = -1;
  recipients = -1;
  uid = -1;
  status: Status = STATUS.none;
}

export function clear(part: Piece): void {
  part.start = 0;
  part.end = 0;
}

export function isEmpty(part: Piece): boolean {
  return part.end <= part.start;
}
