// One transaction while its lines come in, and what of it is new since the last batch.
// Promise: bounded, whatever the log says: lines, domains and text have limits.

import type { QueueId } from './queue-id';
import type { Fate, Origin } from './types';

/** Recipient domains counted apart; more are counted together under `*`. */
const MAX_DOMAINS = 200;

/** The part of a transaction that one batch brings. Counts are of this batch alone; they add up when rows are merged. */
export class TransactionPart {
  readonly host: string;
  readonly queueId: string;
  /** The same id, as lines are compared with it. */
  readonly id: QueueId;
  /** Of the whole transaction, where its beginning was seen by this process; else of this part. */
  firstAt: number;
  lastAt: number;
  /** Whether `firstAt` is the beginning: a row of exactly that time is there, or comes with this part. */
  knowsStart = false;
  /** Whether an earlier batch already brought a part with this `firstAt`. */
  isContinued = false;
  origin: Origin = 'unknown';
  saslUser: string | null = null;
  clientIp: string | null = null;
  clientPort: number | null = null;
  clientName: string | null = null;
  uid: number | null = null;
  cwd: string | null = null;
  /** Name of the local user, where the log has it instead of the number (Exim's U=). */
  localUser: string | null = null;
  messageId: string | null = null;
  envelopeFrom: string | null = null;
  sizeBytes: number | null = null;
  recipients = 0;
  delivered = 0;
  deferred = 0;
  bounced = 0;
  isExpired = false;
  isRejected = false;
  isHandedOn = false;
  isRemoved = false;
  originHost: string | null = null;
  originQueueId: string | null = null;
  subject: string | null = null;
  /** The first recipient domain with its delivered recipients; nearly always the only one. */
  domain: string | null = null;
  domainCount = 0;
  moreDomains: Map<string, number> | null = null;
  /** Its kept lines in the batch's table: the first, the last, and how many. */
  firstLine = -1;
  lastLine = -1;
  lineCount = 0;
  /** The joiner's own: whether it is in its bucket, the next one there, and whether the next batch brings it. */
  isOpen = false;
  next: TransactionPart | null = null;
  isTouched = false;
  /** An alias or a rewritten sender was seen: what leaves is a forward if nobody of ours sent it. */
  hasOtherAddress = false;
  /** A recipient was handed to another server. */
  isOutward = false;
  /** Re-injected, and the beginning of its first transaction was not seen here: an earlier batch may have stored it. */
  isOrphan = false;
  /** The content filter's queue id that this mail went on under, where that transaction is not open here. */
  handedTo: string | null = null;

  constructor(host: string, queueId: string, id: QueueId, at: number) {
    this.host = host;
    this.queueId = queueId;
    this.id = id;
    this.firstAt = at;
    this.lastAt = at;
  }

  addDomain(domain: string): void {
    if (this.domain === null) this.domain = domain;
    if (this.domain === domain) this.domainCount += 1;
    else {
      this.moreDomains ??= new Map();
      const key = this.moreDomains.has(domain) || this.moreDomains.size < MAX_DOMAINS ? domain : '*';
      this.moreDomains.set(key, (this.moreDomains.get(key) ?? 0) + 1);
    }
  }

  /** Delivered recipients by domain. */
  domains(): Record<string, number> {
    const own = this.domain === null ? [] : [[this.domain, this.domainCount] as const];
    return Object.fromEntries([...own, ...(this.moreDomains ?? [])]);
  }

  /** Takes over who sent the mail from the transaction before the content filter. */
  inherit(first: TransactionPart): void {
    this.origin = 'reinjected';
    // Of a transaction whose beginning nobody saw here, its row alone knows the sender.
    this.isOrphan = first.isOrphan || !first.knowsStart;
    this.originHost = first.originHost ?? first.host;
    this.originQueueId = first.originQueueId ?? first.queueId;
    this.saslUser = first.saslUser;
    this.uid = first.uid;
    this.cwd = first.cwd;
    this.localUser = first.localUser;
    this.clientIp = first.clientIp;
    this.clientPort = first.clientPort;
    this.clientName = first.clientName;
  }

  /** Came in from outside and left again, to another address or under another sender. By this part alone. */
  get isForward(): boolean {
    if (this.origin === 'submission' || this.origin === 'local') return false;
    const isOurs = this.saslUser !== null || this.uid !== null || this.localUser !== null;
    return this.hasOtherAddress && this.isOutward && !isOurs;
  }

  /** What became of it, by this part alone. */
  fate(): Fate {
    if (this.isHandedOn && this.bounced === 0) return 'handed-on';
    if (this.delivered > 0) return this.bounced > 0 || this.isExpired ? 'mixed' : 'sent';
    if (this.isExpired) return 'expired';
    if (this.bounced > 0) return 'bounced';
    if (this.isRejected) return 'rejected';
    return this.deferred > 0 ? 'deferred' : 'queued';
  }

  /** The part that later lines of the same transaction go to. */
  continuation(): TransactionPart {
    const next = new TransactionPart(this.host, this.queueId, this.id, this.firstAt);
    next.lastAt = this.lastAt;
    next.knowsStart = this.knowsStart;
    next.isContinued = true;
    next.origin = this.origin;
    next.saslUser = this.saslUser;
    next.clientIp = this.clientIp;
    next.clientPort = this.clientPort;
    next.clientName = this.clientName;
    next.uid = this.uid;
    next.cwd = this.cwd;
    next.localUser = this.localUser;
    next.envelopeFrom = this.envelopeFrom;
    next.originHost = this.originHost;
    next.originQueueId = this.originQueueId;
    next.hasOtherAddress = this.hasOtherAddress;
    next.isOutward = this.isOutward;
    next.isOrphan = this.isOrphan;
    return next;
  }
}
