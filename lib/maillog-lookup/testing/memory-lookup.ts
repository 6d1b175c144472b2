// The mail log in memory, for tests: real lines through the real readers, answers by the words of the port.

import { LogClock } from '@/lib/maillog/clock';
import { TransactionJoiner, type JoinedBatch } from '@/lib/maillog/joiner';
import type { TransactionPart } from '@/lib/maillog/open-transaction';
import { EximReader } from '@/lib/maillog/read-exim';
import { PostfixReader } from '@/lib/maillog/read-postfix';
import type { MailTransaction } from '@/lib/maillog/types';
import type {
  AccountVolume,
  ClientQuestion,
  LogCoverage,
  MailLogLookup,
  MessageIdQuestion,
  QueueIdQuestion,
  RefusalHour,
  SenderDay,
  Window,
} from '../types';

function transactionOf(part: TransactionPart, batch: JoinedBatch): MailTransaction {
  const { host, queueId, firstAt, lastAt, origin, saslUser, clientIp, clientPort, clientName } = part;
  const { uid, localUser, cwd, messageId, envelopeFrom, sizeBytes, recipients, delivered } = part;
  const { deferred, bounced, isForward, originHost, originQueueId, subject } = part;
  return {
    ...{ host, queueId, firstAt, lastAt, origin, saslUser, clientIp, clientPort, clientName },
    ...{ uid, localUser, cwd, messageId, envelopeFrom, sizeBytes, recipients, delivered },
    ...{ deferred, bounced, isForward, originHost, originQueueId, subject },
    domains: part.domains(),
    fate: part.fate(),
    lines: batch.linesOf(part).map(String),
  };
}

interface ReadOptions {
  /** Time zone of lines without one. */
  zone?: string;
  /** No line was written later; decides the year of lines without one. */
  reference?: Date;
  /** Exim's lines name no host. */
  eximHost?: string;
}

/** Transactions of log lines: Postfix, or Exim where a host is given. */
export function transactionsOf(text: string, options: ReadOptions = {}): MailTransaction[] {
  const { zone = 'Europe/Berlin', reference = new Date(), eximHost } = options;
  const clock = new LogClock(zone, reference.getTime());
  const reader =
    eximHost === undefined
      ? new PostfixReader(clock, { host: null, syslogName: 'postfix' })
      : new EximReader(clock, eximHost);
  const joiner = new TransactionJoiner(reader);
  joiner.feed(Buffer.from(text));
  joiner.end();
  const batch = joiner.take();
  return batch.parts.map((part) => transactionOf(part, batch));
}

const lived = ({ firstAt, lastAt }: MailTransaction, { from, to }: Window): boolean =>
  firstAt <= to && lastAt >= from;

type Key = 'queueId' | 'messageId' | 'clientIp';

/** A log that holds what tests put into it. Without coverage it counts as not connected. */
export class MemoryMailLog implements MailLogLookup {
  readonly transactions: MailTransaction[] = [];
  covered: LogCoverage[] = [];
  /** How many calls asked for transactions. */
  asked = 0;
  private readonly indexes = new Map<Key, Map<string, MailTransaction[]>>();

  /** Adds the transactions of these lines. */
  add(text: string, options: ReadOptions = {}): this {
    for (const one of transactionsOf(text, options)) this.transactions.push(one);
    this.indexes.clear();
    return this;
  }

  findByQueueId(questions: readonly QueueIdQuestion[]): Promise<MailTransaction[][]> {
    return this.answer(questions, 'queueId', (one, { host, window }) => {
      return (host === null || one.host === host) && lived(one, window);
    });
  }

  findByMessageId(questions: readonly MessageIdQuestion[]): Promise<MailTransaction[][]> {
    return this.answer(questions, 'messageId', (one, { window }) => lived(one, window));
  }

  findByClient(questions: readonly ClientQuestion[]): Promise<MailTransaction[][]> {
    return this.answer(questions, 'clientIp', (one, { clientPort, window, recipientDomain }) => {
      const isPort = clientPort === null || one.clientPort === null || one.clientPort === clientPort;
      const isDomain = recipientDomain === null || (one.domains[recipientDomain] ?? 0) > 0;
      return isPort && isDomain && lived(one, window);
    });
  }

  volumeOf(logins: readonly string[], window: Window): Promise<AccountVolume[]> {
    return Promise.resolve(
      logins.map((login) => {
        const own = this.transactions.filter((one) => one.saslUser === login && lived(one, window));
        const sum = (key: 'recipients' | 'delivered' | 'bounced') =>
          own.reduce((total, one) => total + one[key], 0);
        return {
          login,
          messages: own.length,
          recipients: sum('recipients'),
          delivered: sum('delivered'),
          bounced: sum('bounced'),
        };
      }),
    );
  }

  deliveredTo(): Promise<number[]> {
    return Promise.reject(new Error('the log in memory counts no deliveries; ask the tables'));
  }

  historyOf(): Promise<SenderDay[][]> {
    return Promise.reject(new Error('the log in memory keeps no history; ask the tables'));
  }

  refusalsOf(): Promise<RefusalHour[][]> {
    return Promise.reject(new Error('the log in memory keeps no refusals; ask the tables'));
  }

  coverage(): Promise<LogCoverage[]> {
    return Promise.resolve(this.covered);
  }

  private answer<K extends Key, Q extends Record<K, string>>(
    questions: readonly Q[],
    key: K,
    fits: (transaction: MailTransaction, question: Q) => boolean,
  ): Promise<MailTransaction[][]> {
    this.asked += 1;
    const index = this.indexOf(key);
    return Promise.resolve(questions.map((q) => (index.get(q[key]) ?? []).filter((one) => fits(one, q))));
  }

  private indexOf(key: Key): Map<string, MailTransaction[]> {
    const kept = this.indexes.get(key);
    if (kept !== undefined) return kept;
    const index = new Map<string, MailTransaction[]>();
    for (const one of this.transactions) {
      const value = one[key] ?? '';
      const same = index.get(value);
      if (same === undefined) index.set(value, [one]);
      else same.push(one);
    }
    this.indexes.set(key, index);
    return index;
  }
}
